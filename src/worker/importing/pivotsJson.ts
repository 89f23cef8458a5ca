import { DataError } from "../../data/dataError";
import type { NpyArray } from "../../data/npy";
import { isObject } from "./recorded";

function refuse(fileName: string, what: string): never {
  throw new DataError(
    "unknown-format",
    fileName,
    `${fileName}: ${what}.`,
    "Pivots as JSON are {n_bits, pivots: [{index, hex, popcount}]}, hex with the first bit as the highest of its byte.",
  );
}

/**
 * Pivot codes (P, n_bits) 0/1 of the notebooks' JSON, in the order of their
 * index. A recorded popcount that disagrees is refused: the bits of a byte would
 * be cut or their number wrong.
 *
 * @throws DataError "unknown-format".
 */
export function pivotsOfJson(
  value: Readonly<Record<string, unknown>>,
  fileName: string,
): NpyArray {
  const { n_bits: bits, pivots, n_pivots: count } = value;
  if (typeof bits !== "number" || !Number.isSafeInteger(bits) || bits < 1)
    refuse(fileName, "n_bits is no whole number");
  if (!Array.isArray(pivots) || pivots.length === 0)
    refuse(fileName, "pivots is no list");
  if (typeof count === "number" && count !== pivots.length)
    refuse(
      fileName,
      `n_pivots is ${count}, but ${pivots.length} pivots follow`,
    );
  const data = new Uint8Array(pivots.length * bits);
  const seen = new Set<number>();
  pivots.forEach((pivot: unknown, place) => {
    if (!isObject(pivot)) refuse(fileName, `pivot ${place} is no object`);
    const { index = place, hex, popcount } = pivot;
    if (
      typeof index !== "number" ||
      !Number.isSafeInteger(index) ||
      index < 0 ||
      index >= pivots.length ||
      seen.has(index)
    )
      refuse(fileName, `pivot ${place} has the index ${String(index)}`);
    seen.add(index);
    const digits = 2 * Math.ceil(bits / 8);
    if (
      typeof hex !== "string" ||
      !/^[0-9a-f]*$/i.test(hex) ||
      hex.length !== digits
    )
      refuse(
        fileName,
        `pivot ${place} needs ${digits} hex digits for ${bits} bits`,
      );
    let ones = 0;
    for (let j = 0; j < 4 * digits; j++) {
      const bit = (Number.parseInt(hex[j >> 2], 16) >> (3 - (j & 3))) & 1;
      if (j < bits) data[index * bits + j] = bit;
      else if (bit === 1)
        refuse(fileName, `pivot ${place} has a bit beyond its ${bits}`);
      ones += bit;
    }
    if (typeof popcount === "number" && popcount !== ones)
      refuse(
        fileName,
        `pivot ${place} has ${ones} one bits, its popcount says ${popcount}`,
      );
  });
  return {
    dtype: "u1",
    shape: [pivots.length, bits],
    fortranOrder: false,
    data,
  };
}
