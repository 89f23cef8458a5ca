import { writeNpy } from "../../../src/data/npy";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { fileOf } from "../../unit/worker/support";

/** The data set that a page opens with. */
export const opened = { name: "notes", rows: 400, dim: 160 } as const;

/** Rows of another shape, for files that a test opens itself. */
export const other = { rows: 300, dim: 160 } as const;

export interface Shape {
  readonly rows: number;
  readonly dim: number;
}

/** Rows of length `scale` about a common mean, (rows, dim). */
export function makeRows({ rows, dim }: Shape, scale = 1): Float32Array {
  const normals = new NumpyGenerator(4).standardNormals(rows * dim);
  const data = new Float32Array(rows * dim);
  for (let row = 0; row < rows; row++) {
    const values = normals
      .subarray(row * dim, (row + 1) * dim)
      .map((value, j) => value / (1 + j / 8) + 0.2);
    const norm = Math.hypot(...values);
    for (let j = 0; j < dim; j++)
      data[row * dim + j] = (values[j] / norm) * scale;
  }
  return data;
}

/** An .npy file of the rows, or of as many as `shape` says. */
export function npyBytes(
  data: Float32Array,
  shape: readonly number[] = [other.rows, other.dim],
): Uint8Array {
  return writeNpy({ dtype: "f4", shape, data });
}

/** A text for each row. */
export const textsOf = ({ rows }: Shape): string[] =>
  Array.from({ length: rows }, (_, i) => `text number ${i}`);

/** The files that a page opens with. */
export function openedFiles(): File[] {
  const { name, rows, dim } = opened;
  return [
    fileOf(`${name}.npy`, npyBytes(makeRows(opened), [rows, dim])),
    fileOf(`${name}.txt`, textsOf(opened).join("\n")),
  ];
}
