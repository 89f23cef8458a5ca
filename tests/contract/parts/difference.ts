import type { RowSource } from "../../../src/compute/rowSource";
import type { KeyPart } from "../../../src/compute/surfaceParts";
import code from "./difference.wgsl?raw";

/** Rows of whole numbers, (rows, width). */
export interface Values {
  readonly data: Uint32Array;
  readonly rows: number;
  readonly width: number;
}

/** The rows as a GPU reads them. */
export function valueRows(name: string, values: Values): RowSource {
  const { data, rows, width } = values;
  return {
    key: data,
    name,
    rows,
    rowBytes: 4 * width,
    read(start, end) {
      const part = data.subarray(start * width, end * width);
      return new Uint8Array(part.buffer, part.byteOffset, part.byteLength);
    },
  };
}

/** A score that the app does not have: the sum of the differences, up to `most`. */
export function differenceScore(
  documents: Values,
  queries: Values,
  most: number,
): KeyPart {
  const { width } = documents;
  return {
    name: "difference",
    rows: documents.rows,
    queries: queries.rows,
    most,
    keyOf(row, query) {
      let sum = 0;
      for (let i = 0; i < width; i++)
        sum += Math.abs(
          documents.data[row * width + i] - queries.data[query * width + i],
        );
      return sum;
    },
    compiled: null,
    wgsl: {
      name: "difference",
      code,
      constants: { keyWidth: width },
      documents: valueRows("values", documents),
      others: [valueRows("query values", queries)],
      cost: width,
    },
  };
}
