import type { OperationTable } from "../compute/operations";
import { columnMeanOnGpu } from "./kernels/columnSums";
import { cosineTopKOnGpu } from "./kernels/cosine";
import { encodeOnGpu } from "./kernels/encode";
import { hammingTopKOnGpu } from "./kernels/hamming";
import { itqOnGpu } from "./kernels/itq";
import { pairSimilaritiesOnGpu } from "./kernels/pairs";
import { pivotDistancesOnGpu } from "./kernels/pivotDistances";
import { polarOnGpu } from "./kernels/polar";
import { productOnGpu } from "./kernels/product";
import { signProductOnGpu } from "./kernels/signedSums";
import { surfaceOnGpu, wgslParts } from "./kernels/surface";
import { transposedOnGpu } from "./kernels/transposedProduct";
import type { GpuRuntime } from "./runtime";

/**
 * The operations that a GPU has. `symmetricSpectrum` is in f64, which WGSL does
 * not have. `handOver` answers for polar factors of products of missing rank,
 * for queries with too many ties and for scores and structures without WGSL.
 * All throw `GpuError` where the GPU fails.
 */
export function gpuOperations(runtime: GpuRuntime, handOver: OperationTable) {
  return {
    async product(a, b, { transposeA }, context) {
      if (!transposeA)
        return productOnGpu(runtime, "product", a, b, null, context);
      const sums = await transposedOnGpu(
        runtime,
        "product",
        a,
        b,
        null,
        context,
      );
      const data = Float32Array.from(sums);
      return { data, rows: a.columns, columns: b.columns };
    },
    columnMean: (...operands) => columnMeanOnGpu(runtime, ...operands),
    async covariance(x, mean, context) {
      const sums = await transposedOnGpu(
        runtime,
        "covariance",
        x,
        x,
        mean,
        context,
      );
      return sums.map((sum) => sum / (x.rows - 1));
    },
    project: (x, mean, weights, context) =>
      productOnGpu(runtime, "project", x, weights, mean, context),
    signProduct: (...operands) => signProductOnGpu(runtime, ...operands),
    polar: async (m, size) =>
      (await polarOnGpu(runtime, m, size)) ?? handOver.polar(m, size),
    itq: (v, initial, iterations, context) =>
      itqOnGpu(runtime, v, initial, iterations, handOver.polar, context),
    encode: (...operands) => encodeOnGpu(runtime, ...operands),
    pivotDistances: (...operands) => pivotDistancesOnGpu(runtime, ...operands),
    hammingTopK: (codes, queryCodes, limit, excludedRows, context) =>
      hammingTopKOnGpu(
        runtime,
        codes,
        queryCodes,
        limit,
        excludedRows,
        handOver.hammingTopK,
        context,
      ),
    cosineTopK: (...operands) => cosineTopKOnGpu(runtime, ...operands),
    pairSimilarities: (...operands) =>
      pairSimilaritiesOnGpu(runtime, ...operands),
    surface(input, context) {
      const parts = wgslParts(input);
      return parts
        ? surfaceOnGpu(runtime, input, parts, context)
        : handOver.surface(input, context);
    },
  } satisfies Partial<OperationTable>;
}

/** An operation that the GPU does by itself. */
export type GpuOperationName = keyof ReturnType<typeof gpuOperations>;
