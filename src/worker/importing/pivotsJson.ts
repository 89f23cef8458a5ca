import type { Faults } from "../../model/fault";
import type { ParameterFaults } from "../../model/faults/dataParameters";
import { DataError } from "../../data/dataError";
import type { NpyArray } from "../../data/npy";
import { isObject } from "./recorded";

function refuse<N extends keyof ParameterFaults>(
  name: N,
  params: Faults[N],
): never {
  throw new DataError("unknown-format", name, params);
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
  file: string,
): NpyArray {
  const { n_bits: bits, pivots, n_pivots: count } = value;
  if (typeof bits !== "number" || !Number.isSafeInteger(bits) || bits < 1)
    refuse("data.pivots-json-bits", { file });
  if (!Array.isArray(pivots) || pivots.length === 0)
    refuse("data.pivots-json-list", { file });
  if (typeof count === "number" && count !== pivots.length)
    refuse("data.pivots-json-count", { file, count, pivots: pivots.length });
  const data = new Uint8Array(pivots.length * bits);
  const seen = new Set<number>();
  pivots.forEach((pivot: unknown, place) => {
    const at = { file, pivot: place };
    if (!isObject(pivot)) refuse("data.pivots-json-object", at);
    const { index = place, hex, popcount } = pivot;
    if (
      typeof index !== "number" ||
      !Number.isSafeInteger(index) ||
      index < 0 ||
      index >= pivots.length ||
      seen.has(index)
    )
      refuse("data.pivots-json-index", { ...at, index: String(index) });
    seen.add(index);
    const digits = 2 * Math.ceil(bits / 8);
    if (
      typeof hex !== "string" ||
      !/^[0-9a-f]*$/i.test(hex) ||
      hex.length !== digits
    )
      refuse("data.pivots-json-hex", { ...at, digits, bits });
    let ones = 0;
    for (let j = 0; j < 4 * digits; j++) {
      const bit = (Number.parseInt(hex[j >> 2], 16) >> (3 - (j & 3))) & 1;
      if (j < bits) data[index * bits + j] = bit;
      else if (bit === 1) refuse("data.pivots-json-beyond", { ...at, bits });
      ones += bit;
    }
    if (typeof popcount === "number" && popcount !== ones)
      refuse("data.pivots-json-popcount", { ...at, ones, popcount });
  });
  return {
    dtype: "u1",
    shape: [pivots.length, bits],
    fortranOrder: false,
    data,
  };
}
