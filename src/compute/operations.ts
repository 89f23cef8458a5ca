import type { OperationName, Operations } from "./backend";
import {
  checkHammingTopK,
  checkMatrix,
  checkMean,
  checkNeighbourCount,
  checkPairs,
  checkProduct,
  checkProjection,
  checkRotation,
  checkSameBits,
  checkSquare,
  checkSurface,
} from "./shapes";

/** The operands of each operation. */
export type Operands = {
  readonly [O in OperationName]: Parameters<Operations[O]>;
};

/** The answer of each operation. */
export type Answers = {
  readonly [O in OperationName]: Awaited<ReturnType<Operations[O]>>;
};

export type Operation<O extends OperationName> = (
  ...operands: Operands[O]
) => Promise<Answers[O]>;

/** `Operations` as a table that is looked up by name. */
export type OperationTable = {
  readonly [O in OperationName]: Operation<O>;
};

type ShapeChecks = {
  readonly [O in OperationName]: (...operands: Operands[O]) => void;
};

/** What each operation asks of its operands on any backend; throws `ShapeError`. */
export const SHAPE_CHECKS: ShapeChecks = {
  product: (a, b, { transposeA }) => checkProduct(a, b, transposeA),
  columnMean: (x) => checkMatrix("columnMean", "x", x),
  covariance: (x, mean) => checkMean("covariance", x, mean),
  project: (x, mean, weights) => checkProjection("project", x, mean, weights),
  signProduct: (v, rotation) => checkRotation("signProduct", v, rotation),
  polar: (m, size) => checkSquare("polar", m, size),
  symmetricSpectrum: (matrix, n) => checkSquare("symmetricSpectrum", matrix, n),
  itq: (v, initial) => checkRotation("itq", v, initial),
  encode: (x, mean, weights) => checkProjection("encode", x, mean, weights),
  pivotDistances: (codes, pivots) =>
    checkSameBits("pivotDistances", codes, pivots),
  cosineTopK: checkNeighbourCount,
  hammingTopK: checkHammingTopK,
  pairSimilarities: checkPairs,
  surface: checkSurface,
};

/** Every operation, in the order of the table. */
export const OPERATION_NAMES = Object.keys(
  SHAPE_CHECKS,
) as readonly OperationName[];

/** A table with `entryOf(name)` for every operation. */
export function tableOf(
  entryOf: <O extends OperationName>(operation: O) => Operation<O>,
): OperationTable {
  // `entryOf` gives each name an entry of that name's type.
  return Object.fromEntries(
    OPERATION_NAMES.map((operation) => [operation, entryOf(operation)]),
  ) as unknown as OperationTable;
}
