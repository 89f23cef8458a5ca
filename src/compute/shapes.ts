import type { Codes, Matrix, SurfaceInput } from "./backend";

/** Thrown when operands do not fit together; names them with their sizes. */
export class ShapeError extends Error {
  override readonly name = "ShapeError";
}

function throwMisfit(operation: string, text: string): never {
  throw new ShapeError(`${operation}: ${text}`);
}

/** Checks that a matrix holds rows x columns values. */
export function checkMatrix(operation: string, name: string, m: Matrix): void {
  if (m.data.length !== m.rows * m.columns)
    throwMisfit(
      operation,
      `${name} should hold ${m.rows} x ${m.columns} values, got ${m.data.length}`,
    );
}

/** Checks that `matrix` holds size x size values. */
export function checkSquare(
  operation: string,
  matrix: Float64Array,
  size: number,
): void {
  if (matrix.length !== size * size)
    throwMisfit(
      operation,
      `the matrix should hold ${size} x ${size} values, got ${matrix.length}`,
    );
}

/** Checks a matrix (n, d) and its mean (d,). */
export function checkMean(
  operation: string,
  x: Matrix,
  mean: Float32Array,
): void {
  checkMatrix(operation, "x", x);
  if (mean.length !== x.columns)
    throwMisfit(
      operation,
      `mean has ${mean.length} values for ${x.columns} columns`,
    );
}

/** Checks the operands of `project` and `encode`: (n, d), (d,), (d, b). */
export function checkProjection(
  operation: string,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
): void {
  checkMean(operation, x, mean);
  checkMatrix(operation, "weights", weights);
  if (weights.rows !== x.columns)
    throwMisfit(
      operation,
      `weights have ${weights.rows} rows for ${x.columns} columns`,
    );
}

/** Checks the operands of `product`: A B, or A' B with `transposeA`. */
export function checkProduct(a: Matrix, b: Matrix, transposeA: boolean): void {
  checkMatrix("product", "a", a);
  checkMatrix("product", "b", b);
  const d = transposeA ? a.rows : a.columns;
  if (b.rows !== d)
    throwMisfit(
      "product",
      `${transposeA ? "a' has" : "a has"} ${d} columns, b ${b.rows} rows`,
    );
}

/** Checks the operands of `itq` and `signProduct`: (n, b) and (b, b). */
export function checkRotation(
  operation: string,
  v: Matrix,
  rotation: Float32Array,
): void {
  checkMatrix(operation, "v", v);
  if (rotation.length !== v.columns * v.columns)
    throwMisfit(
      operation,
      `the rotation should hold ${v.columns} x ${v.columns} values, got ${rotation.length}`,
    );
}

/** Checks that documents and pivots (or queries) have the same number of bits. */
export function checkSameBits(operation: string, a: Codes, b: Codes): void {
  if (a.bits !== b.bits)
    throwMisfit(
      operation,
      `codes of ${a.bits} and ${b.bits} bits do not compare`,
    );
}

/** Checks that `wanted` documents besides the excluded one exist for every query. */
function checkEnough(
  operation: string,
  wanted: string,
  count: number,
  queries: number,
  documents: number,
  excludedRows: Int32Array,
): void {
  if (excludedRows.length !== queries)
    throwMisfit(
      operation,
      `${excludedRows.length} excluded rows for ${queries} queries`,
    );
  const excludes = excludedRows.some((row) => row >= 0) ? 1 : 0;
  if (count < 1 || count > documents - excludes)
    throwMisfit(
      operation,
      `${wanted} = ${count} needs at least ${count + excludes} documents, got ${documents}`,
    );
}

/** Checks that k neighbours exist for every query. */
export function checkNeighbourCount(
  queries: Matrix,
  documents: Matrix,
  k: number,
  excludedRows: Int32Array,
): void {
  if (queries.columns !== documents.columns)
    throwMisfit(
      "cosineTopK",
      `queries have ${queries.columns} columns, documents ${documents.columns}`,
    );
  checkEnough("cosineTopK", "k", k, queries.rows, documents.rows, excludedRows);
}

/** Checks the operands of `hammingTopK`. */
export function checkHammingTopK(
  codes: Codes,
  queryCodes: Codes,
  limit: number,
  excludedRows: Int32Array,
): void {
  checkSameBits("hammingTopK", codes, queryCodes);
  checkEnough(
    "hammingTopK",
    "limit",
    limit,
    queryCodes.rows,
    codes.rows,
    excludedRows,
  );
}

/** Checks the operands of `pairSimilarities`. */
export function checkPairs(x: Matrix, codes: Codes, pairs: Uint32Array): void {
  checkMatrix("pairSimilarities", "x", x);
  if (x.rows !== codes.rows)
    throwMisfit(
      "pairSimilarities",
      `${x.rows} vectors for ${codes.rows} codes`,
    );
  if (pairs.length % 2 !== 0)
    throwMisfit("pairSimilarities", `${pairs.length} rows do not make pairs`);
  const stranger = pairs.findIndex((row) => row >= x.rows);
  if (stranger >= 0)
    throwMisfit(
      "pairSimilarities",
      `row ${pairs[stranger]} of pair ${stranger >> 1} is not among ${x.rows}`,
    );
}

/** Checks the operands of `surface`. */
export function checkSurface(input: SurfaceInput): void {
  const { score, structure, excludedRows, neighbours, k } = input;
  for (const [what, inScore, inStructure] of [
    ["documents", score.rows, structure.rows],
    ["queries", score.queries, structure.queries],
  ] as const)
    if (inScore !== inStructure)
      throwMisfit(
        "surface",
        `${score.name} is of ${inScore} ${what}, ${structure.name} of ${inStructure}`,
      );
  const expect = (name: string, got: number, wanted: number) => {
    if (got !== wanted)
      throwMisfit(
        "surface",
        `${name} should hold ${wanted} values, got ${got}`,
      );
  };
  expect("excludedRows", excludedRows.length, score.queries);
  expect("neighbours", neighbours.length, score.queries * k);
}
