import type { Codes, Matrix, SurfaceInput } from "./backend";

/** Thrown when operands do not fit together; names them with their sizes. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

function fail(operation: string, text: string): never {
  throw new ShapeError(`${operation}: ${text}`);
}

/** Checks that a matrix holds rows x columns values. */
export function checkMatrix(operation: string, name: string, m: Matrix): void {
  if (m.data.length !== m.rows * m.columns)
    fail(
      operation,
      `${name} should hold ${m.rows} x ${m.columns} values, got ${m.data.length}`,
    );
}

/** Checks the operands of `project` and `encode`: (n, d), (d,), (d, b). */
export function checkProjection(
  operation: string,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
): void {
  checkMatrix(operation, "x", x);
  checkMatrix(operation, "weights", weights);
  if (mean.length !== x.columns)
    fail(operation, `mean has ${mean.length} values for ${x.columns} columns`);
  if (weights.rows !== x.columns)
    fail(
      operation,
      `weights have ${weights.rows} rows for ${x.columns} columns`,
    );
}

/** Checks that documents and pivots (or queries) have the same number of bits. */
export function checkSameBits(operation: string, a: Codes, b: Codes): void {
  if (a.bits !== b.bits)
    fail(operation, `codes of ${a.bits} and ${b.bits} bits do not compare`);
}

/** Checks that k neighbours exist for every query. */
export function checkNeighbourCount(
  queries: Matrix,
  documents: Matrix,
  k: number,
  excludedRows: Int32Array,
): void {
  if (queries.columns !== documents.columns)
    fail(
      "cosineTopK",
      `queries have ${queries.columns} columns, documents ${documents.columns}`,
    );
  if (excludedRows.length !== queries.rows)
    fail(
      "cosineTopK",
      `${excludedRows.length} excluded rows for ${queries.rows} queries`,
    );
  const excludes = excludedRows.some((row) => row >= 0) ? 1 : 0;
  if (k < 1 || k > documents.rows - excludes)
    fail(
      "cosineTopK",
      `k = ${k} needs at least ${k + excludes} documents, got ${documents.rows}`,
    );
}

/** Checks the operands of `surface`. */
export function checkSurface(input: SurfaceInput): void {
  const { codes, queryCodes, filter, excludedRows, neighbours, k } = input;
  checkSameBits("surface", codes, queryCodes);
  const expect = (name: string, got: number, wanted: number) => {
    if (got !== wanted)
      fail("surface", `${name} should hold ${wanted} values, got ${got}`);
  };
  const pivots = filter.pivots;
  expect(
    "documentDistances",
    filter.documentDistances.length,
    codes.rows * pivots,
  );
  expect(
    "queryDistances",
    filter.queryDistances.length,
    queryCodes.rows * pivots,
  );
  expect("excludedRows", excludedRows.length, queryCodes.rows);
  expect("neighbours", neighbours.length, queryCodes.rows * k);
}
