import { createTurns } from "../channel/turns";
import type { ComputeBackend } from "../compute/backend";
import { completeBackend } from "../compute/makeBackend";
import type { OperationTable } from "../compute/operations";
import { type BitKernels, createBitKernels } from "./bitKernels";
import { type BitPool, createBitPool } from "./bitPool";
import * as bitWork from "./bitWork";
import { compiledParts, compiledSurface } from "./compiledSurface";
import { cosineTopK } from "./cosine";
import * as dense from "./dense";
import { hammingTopK, pairSimilarities, pivotDistances } from "./hamming";
import { createItqTeam, type ItqTeam } from "./itqTeam";
import { itq } from "./itq";
import { symmetricSpectrum } from "./spectrum";
import { surface } from "./surface";
import { warmUp, warmUpKernels } from "./warmUp";
import { createWasmRuntime, type WasmRuntime } from "./wasmRuntime";

/** Threads for WebAssembly here: several need an isolated page and shared memory. */
export function availableThreads(): number {
  if (!globalThis.crossOriginIsolated) return 1;
  // Lockdown modes and some embedded engines leave it out all the same.
  if (typeof SharedArrayBuffer !== "function") return 1;
  return Math.max(1, Math.min(4, navigator.hardwareConcurrency || 1));
}

export interface CpuBackend extends ComputeBackend {
  /** Compiles ahead what the first operations would wait for; see `warmUp`. */
  prepare(): Promise<void>;
}

/** What the CPU's operations work with. */
interface CpuTools {
  readonly runtime: WasmRuntime;
  /** null: the engine has no WebAssembly SIMD, typed-array loops do the work. */
  readonly compiled: {
    readonly kernels: BitKernels;
    readonly pool: BitPool;
    readonly team: ItqTeam;
  } | null;
  readonly threads: number;
}

function cpuOperations({
  runtime,
  compiled,
  threads,
}: CpuTools): OperationTable {
  const team = compiled?.team ?? null;
  // The team's helpers hold the rows of one alternation.
  const itqTurn = createTurns();
  return {
    product: (a, b, { transposeA }, context) =>
      dense.product(runtime, a, b, transposeA, context),
    columnMean: dense.columnMean,
    covariance: (...operands) => dense.covariance(runtime, ...operands),
    project: (...operands) => dense.project(runtime, ...operands),
    signProduct: (...operands) => dense.signProduct(runtime, ...operands),
    polar: (m, size) => dense.polar(runtime, m, size),
    symmetricSpectrum,
    itq: (...operands) => itqTurn(() => itq(runtime, team, ...operands)),
    encode: (...operands) => dense.encode(runtime, ...operands),
    pivotDistances: async (...operands) =>
      compiled
        ? bitWork.pivotDistances(compiled.kernels, ...operands)
        : pivotDistances(...operands),
    cosineTopK: (...operands) => cosineTopK(runtime, ...operands),
    hammingTopK: (...operands) =>
      compiled
        ? bitWork.hammingTopK(compiled.pool, ...operands)
        : hammingTopK(...operands),
    pairSimilarities,
    surface: (input, context) => {
      const parts = compiled && compiledParts(input);
      return parts
        ? compiledSurface(compiled.pool, threads, input, parts, context)
        : surface(input, context);
    },
  };
}

/**
 * The backend that needs no GPU: dense products in onnxruntime's WebAssembly,
 * bit work in kernels of its own, or, where the engine has no WebAssembly SIMD
 * or `plainBits` asks for it, in typed-array loops.
 */
export function createCpuBackend(options: {
  readonly threads: number;
  readonly plainBits?: boolean;
}): CpuBackend {
  const { threads, plainBits = false } = options;
  const kernels = plainBits ? null : createBitKernels();
  const compiled = kernels && {
    kernels,
    pool: createBitPool(kernels, threads),
    team: createItqTeam(threads),
  };
  const runtime = createWasmRuntime(threads);
  const backend = completeBackend({
    name: "cpu",
    label: `CPU · ${threads} ${threads === 1 ? "thread" : "threads"}`,
    operations: cpuOperations({ runtime, compiled, threads }),
    async dispose() {
      compiled?.pool.dispose();
      compiled?.team.dispose();
      await runtime.dispose();
    },
  });
  return {
    ...backend,
    async prepare() {
      await warmUp(runtime);
      await warmUpKernels(backend);
    },
  };
}
