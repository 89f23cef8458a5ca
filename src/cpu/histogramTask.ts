import type { RecordShape } from "../compute/slotRecords";
import type { PartArray, PartOperands } from "../compute/surfaceParts";
import type { BitKernels } from "./bitKernels";
import {
  KEY_KERNELS,
  STEP_KERNELS,
  type SurfaceKernel,
} from "./surfaceKernels";

/** A kernel of the tables, and its operands but for those of the queries. */
export interface KernelCall extends Omit<PartOperands, "queries"> {
  readonly kernel: string;
}

/** Histograms of the surface: all documents, some queries to a part. */
export interface HistogramTask {
  readonly kind: "histogram";
  readonly operands: {
    readonly rows: number;
    readonly steps: number;
    readonly shape: RecordShape;
    readonly key: KernelCall;
    readonly step: KernelCall;
  };
  readonly part: {
    /** Queries of this part, and what the two kernels read of them. */
    readonly queries: number;
    readonly keyQueries: PartArray;
    readonly stepQueries: PartArray;
    /** A record for each query; see `compute/slotRecords.ts`. */
    readonly records: Uint32Array;
    readonly bins: number;
  };
  /** (queries, bins). */
  readonly result: { readonly histograms: Uint32Array };
}

function kernelOf(
  table: ReadonlyMap<string, SurfaceKernel>,
  name: string,
): SurfaceKernel {
  const kernel = table.get(name);
  if (!kernel) throw new Error(`no kernel is called ${name}`);
  return kernel;
}

/** The histograms of the part's queries over all documents. */
export function histogramPart(
  kernels: BitKernels,
  { rows, steps, shape, key, step }: HistogramTask["operands"],
  part: HistogramTask["part"],
): HistogramTask["result"] {
  const { queries, records, bins } = part;
  const { run } = kernels;
  const keyKernel = kernelOf(KEY_KERNELS, key.kernel);
  const stepKernel = kernelOf(STEP_KERNELS, step.kernel);
  const keyOperands = { ...key, queries: part.keyQueries };
  const stepOperands = { ...step, queries: part.stepQueries };
  const size = { rows, queries };
  const keySizes = keyKernel.sizes(keyOperands, size);
  const stepSizes = stepKernel.sizes(stepOperands, size);
  const keyBytes = shape.isDirect ? 2 : 4;
  const at = kernels.allocate({
    keyDocuments: keySizes.documents,
    keyQuery: keySizes.query,
    keyConstants: keySizes.constants,
    stepDocuments: stepSizes.documents,
    stepQuery: stepSizes.query,
    stepConstants: stepSizes.constants,
    keys: rows * keyBytes,
    steps: Math.ceil(rows / 16) * 32,
    record: shape.words * 4,
    histogram: bins * 4,
  });
  const keyAt = {
    documents: at.keyDocuments,
    query: at.keyQuery,
    constants: at.keyConstants,
  };
  const stepAt = {
    documents: at.stepDocuments,
    query: at.stepQuery,
    constants: at.stepConstants,
  };
  keyKernel.load(kernels, keyAt, keyOperands, size);
  stepKernel.load(kernels, stepAt, stepOperands, size);
  // Keys of u32s may be written as u16s: their upper halves are zero.
  kernels.bytes(at.keys, rows * keyBytes).fill(0);
  const count = shape.isDirect ? "count" : "countSearched";
  const histograms = new Uint32Array(queries * bins);
  for (let q = 0; q < queries; q++) {
    keyKernel.run(kernels, keyAt, keyOperands, size, q, at.keys, keyBytes);
    stepKernel.run(kernels, stepAt, stepOperands, size, q, at.steps, 2);
    kernels
      .u32(at.record, shape.words)
      .set(records.subarray(q * shape.words, (q + 1) * shape.words));
    const histogram = kernels.u32(at.histogram, bins);
    histogram.fill(0);
    run[count](
      at.keys,
      at.steps,
      rows,
      at.record,
      shape.k,
      at.histogram,
      steps,
    );
    histograms.set(histogram, q * bins);
  }
  return { histograms };
}
