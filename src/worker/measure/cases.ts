import type { ComputeBackend, OperationContext } from "../../compute/backend";
import {
  firstCodes,
  nothingExcluded,
  randomCodes,
  surfaceInput,
  unitRows,
  xorshift,
} from "./inputs";
import type { RateUnit } from "../../model/machineReport";
import type { MeasuredOperation } from "../../model/measuredOperation";
import type { MeasurePlan } from "./plan";

/** One operation on fixed inputs. */
export interface MeasureCase {
  readonly operation: MeasuredOperation;
  /** Rows, columns and more: 8192, 384. */
  readonly sizes: readonly number[];
  /** How many `unit` one call works through. */
  readonly count: number;
  readonly unit: RateUnit;
  readonly run: (
    backend: ComputeBackend,
    context: OperationContext,
  ) => Promise<unknown>;
}

/**
 * A case for each measured operation, in the order in which a run uses them.
 * Inputs are the same in every call and on every machine.
 */
export function operationCases(plan: MeasurePlan): readonly MeasureCase[] {
  const { documents, dim, bits, queries, k } = plan;
  const words = xorshift(1);
  const x = unitRows(words, documents, dim);
  const asked = unitRows(words, queries, dim);
  const mean = new Float32Array(dim).fill(0.2 / Math.sqrt(dim));
  const weights = unitRows(words, dim, bits);
  const v = unitRows(words, documents, bits);
  const square = unitRows(words, plan.productSize, plan.productSize);
  const start = unitRows(words, bits, bits);
  const codes = randomCodes(words, plan.codes, bits);
  const queryCodes = randomCodes(words, queries, bits);
  const documentCodes = firstCodes(codes, documents);
  const pivots = firstCodes(codes, plan.pivots);
  const excluded = nothingExcluded(queries);
  const surface = surfaceInput(documentCodes, queryCodes, plan.pivots, k);
  const pairs = Uint32Array.from(
    { length: 2 * plan.pairs },
    () => words() % documents,
  );
  const matrix = Float64Array.from(start.data);
  const { limit } = plan.crossover;
  return [
    {
      operation: "columnMean",
      sizes: [documents, dim],
      count: documents,
      unit: "documents",
      run: (backend, context) => backend.columnMean(x, context),
    },
    {
      operation: "covariance",
      sizes: [documents, dim],
      count: documents,
      unit: "documents",
      run: (backend, context) => backend.covariance(x, mean, context),
    },
    {
      operation: "product",
      sizes: [plan.productSize, plan.productSize, plan.productSize],
      count: 1,
      unit: "products",
      run: (backend, context) =>
        backend.product(square, square, { transposeA: false }, context),
    },
    {
      operation: "project",
      sizes: [documents, dim, bits],
      count: documents,
      unit: "documents",
      run: (backend, context) => backend.project(x, mean, weights, context),
    },
    {
      operation: "itq",
      sizes: [documents, bits],
      count: plan.iterations,
      unit: "iterations",
      run: (backend, context) =>
        backend.itq(v, start.data, plan.iterations, context),
    },
    {
      operation: "polar",
      sizes: [bits, bits],
      count: 1,
      unit: "matrices",
      run: (backend) => backend.polar(matrix, bits),
    },
    {
      operation: "encode",
      sizes: [documents, dim, bits],
      count: documents,
      unit: "documents",
      run: (backend, context) => backend.encode(x, mean, weights, context),
    },
    {
      operation: "pivotDistances",
      sizes: [plan.codes, plan.pivots],
      count: plan.codes * plan.pivots,
      unit: "distances",
      run: (backend, context) => backend.pivotDistances(codes, pivots, context),
    },
    {
      operation: "hammingTopK",
      sizes: [plan.codes, queries],
      count: plan.codes * queries,
      unit: "distances",
      run: (backend, context) =>
        backend.hammingTopK(
          codes,
          queryCodes,
          Math.min(limit, plan.codes),
          excluded,
          context,
        ),
    },
    {
      operation: "cosineTopK",
      sizes: [documents, queries],
      count: documents * queries,
      unit: "cosines",
      run: (backend, context) =>
        backend.cosineTopK(asked, x, k, excluded, context),
    },
    {
      operation: "pairSimilarities",
      sizes: [plan.pairs],
      count: plan.pairs,
      unit: "pairs",
      run: (backend, context) =>
        backend.pairSimilarities(x, documentCodes, pairs, context),
    },
    {
      operation: "surface",
      sizes: [documents, queries],
      count: documents * queries,
      unit: "distances",
      run: (backend, context) => backend.surface(surface, context),
    },
  ];
}
