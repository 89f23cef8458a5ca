import {
  type ComputeBackend,
  type Matrix,
  quietContext,
  type SurfaceInput,
} from "../../src/compute/backend";
import {
  computeMoments,
  leadingAxes,
  principalAxes,
} from "../../src/search/hash/moments";
import { fitRotation, randomRotation } from "../../src/search/hash/rotation";
import { hammingScore } from "../../src/search/score/hamming";
import { pivotSteps } from "../../src/search/structure/pivots/steps";
import { codes, embeddings, noneExcluded, uniform } from "./data";

/** One thing to time: `prepare` is not timed, what it returns is. */
export interface Case {
  readonly name: string;
  /** What `amount` counts: multiply-adds, or pairs of a document and a query. */
  readonly unit: "multiply-adds" | "pairs" | "values" | "fits";
  readonly amount: number;
  /** Rough multiply-adds or the like: cases too long for a software adapter are skipped. */
  readonly isLong?: boolean;
  readonly cpuOnly?: boolean;
  prepare(backend: ComputeBackend): Promise<() => Promise<unknown>>;
}

function product(m: number, d: number, n: number, transposeA: boolean): Case {
  return {
    name: `product ${m} x ${d} x ${n}${transposeA ? ", A transposed" : ""}`,
    unit: "multiply-adds",
    amount: m * d * n,
    prepare: async (backend) => {
      const a = transposeA ? uniform(d, m, 1) : uniform(m, d, 1);
      const b = uniform(d, n, 2);
      return () => backend.product(a, b, { transposeA }, quietContext);
    },
  };
}

function identity(size: number): Float32Array {
  const m = new Float32Array(size * size);
  for (let i = 0; i < size; i++) m[i * (size + 1)] = 1;
  return m;
}

/** A surface by Hamming distance behind eight pivots. */
async function surfaceInput(
  backend: ComputeBackend,
  n: number,
  queries: number,
): Promise<SurfaceInput> {
  const documents = codes(n, 128, 3);
  const queryCodes = codes(queries, 128, 4);
  const pivots = codes(8, 128, 5);
  const k = 10;
  return {
    score: hammingScore(documents, queryCodes),
    structure: pivotSteps({
      space: "hamming",
      statistic: "max",
      pivots: 8,
      documentDistances: await backend.pivotDistances(
        documents,
        pivots,
        quietContext,
      ),
      queryDistances: await backend.pivotDistances(
        queryCodes,
        pivots,
        quietContext,
      ),
    }),
    excludedRows: noneExcluded(queries),
    neighbours: Int32Array.from(
      { length: queries * k },
      (_, i) => (i * 7919) % n,
    ),
    k,
  };
}

function surface(n: number, queries: number, isLong: boolean): Case {
  return {
    name: `surface, ${n} documents, ${queries} queries, 8 pivots`,
    unit: "pairs",
    amount: n * queries,
    isLong,
    prepare: async (backend) => {
      const input = await surfaceInput(backend, n, queries);
      return () => backend.surface(input, quietContext);
    },
  };
}

function scan(n: number, queries: number, isLong: boolean): Case {
  return {
    name: `scan ${n} x 128 bits, ${queries} queries, top 100`,
    unit: "pairs",
    amount: n * queries,
    isLong,
    prepare: async (backend) => {
      const documents = codes(n, 128, 6);
      const queryCodes = codes(queries, 128, 7);
      const excluded = noneExcluded(queries);
      return () =>
        backend.hammingTopK(documents, queryCodes, 100, excluded, quietContext);
    },
  };
}

function neighbours(n: number, d: number, isLong: boolean): Case {
  return {
    name: `true neighbours, ${n} x ${d}, 100 queries, k = 10`,
    unit: "multiply-adds",
    amount: n * d * 100,
    isLong,
    prepare: async (backend) => {
      const x = embeddings(n, d, 8);
      const queries = embeddings(100, d, 9);
      const excluded = noneExcluded(100);
      return () => backend.cosineTopK(queries, x, 10, excluded, quietContext);
    },
  };
}

function polar(size: number): Case {
  return {
    name: `polar factor ${size} x ${size}`,
    unit: "multiply-adds",
    // Six steps of three products, four for the scale and the check.
    amount: 22 * size ** 3,
    prepare: async (backend) => {
      const m = Float64Array.from(uniform(size, size, 10).data);
      for (let i = 0; i < size; i++) m[i * (size + 1)] += 20;
      return () => backend.polar(m, size);
    },
  };
}

/** A fit as a run makes it: moments, axes, projection, 50 iterations. */
function fit(n: number, d: number, bits: number): Case {
  return {
    name: `fit ${n} x ${d} -> ${bits} bits, 50 iterations`,
    unit: "fits",
    amount: 1,
    cpuOnly: true,
    prepare: async (backend) => {
      const x = embeddings(n, d, 11);
      return async () => {
        const moments = await computeMoments(backend, x, quietContext);
        const axes = await principalAxes(backend, moments.covariance, d);
        const pca: Matrix = await leadingAxes(axes, bits);
        const v = await backend.project(x, moments.mean, pca, quietContext);
        const start = randomRotation(bits, 42);
        return fitRotation(backend, v, start, 50, quietContext);
      };
    },
  };
}

/** Everything that is measured, in order. */
export const CASES: readonly Case[] = [
  product(9984, 384, 128, false),
  product(1024, 1024, 1024, false),
  product(384, 9984, 128, true),
  {
    name: "column mean 10000 x 384",
    unit: "values",
    amount: 10_000 * 384,
    prepare: async (backend) => {
      const x = embeddings(10_000, 384, 12);
      return () => backend.columnMean(x, quietContext);
    },
  },
  {
    name: "covariance 10000 x 384",
    unit: "multiply-adds",
    amount: 10_000 * 384 * 384,
    prepare: async (backend) => {
      const x = embeddings(10_000, 384, 12);
      const mean = await backend.columnMean(x, quietContext);
      return () => backend.covariance(x, mean, quietContext);
    },
  },
  {
    name: "project 10000 x 384 -> 128",
    unit: "multiply-adds",
    amount: 10_000 * 384 * 128,
    prepare: async (backend) => {
      const x = embeddings(10_000, 384, 12);
      const weights = uniform(384, 128, 13);
      const mean = new Float32Array(384);
      return () => backend.project(x, mean, weights, quietContext);
    },
  },
  {
    name: "encode 10000 x 384 -> 128 bits",
    unit: "multiply-adds",
    amount: 10_000 * 384 * 128,
    prepare: async (backend) => {
      const x = embeddings(10_000, 384, 12);
      const weights = uniform(384, 128, 13);
      const mean = new Float32Array(384);
      return () => backend.encode(x, mean, weights, quietContext);
    },
  },
  polar(128),
  polar(256),
  {
    name: "ITQ 10000 x 128, 10 iterations",
    unit: "multiply-adds",
    amount: 10 * (2 * 10_000 * 128 * 128 + 22 * 128 ** 3),
    prepare: async (backend) => {
      const v = embeddings(10_000, 128, 14);
      return () => backend.itq(v, identity(128), 10, quietContext);
    },
  },
  {
    name: "pivot distances, 100000 x 128 bits, 8 pivots",
    unit: "pairs",
    amount: 800_000,
    prepare: async (backend) => {
      const documents = codes(100_000, 128, 15);
      const pivots = codes(8, 128, 16);
      return () => backend.pivotDistances(documents, pivots, quietContext);
    },
  },
  scan(1_000_000, 1, false),
  scan(1_000_000, 100, false),
  neighbours(10_000, 384, false),
  neighbours(100_000, 128, false),
  surface(10_000, 100, false),
  surface(100_000, 1000, false),
  {
    name: "pairs, 124750 of 500 documents, 384 dimensions",
    unit: "pairs",
    amount: 124_750,
    prepare: async (backend) => {
      const x = embeddings(500, 384, 17);
      const documents = codes(500, 128, 18);
      const pairs: number[] = [];
      for (let i = 0; i < 500; i++)
        for (let j = 0; j < i; j++) pairs.push(i, j);
      const rows = Uint32Array.from(pairs);
      return () => backend.pairSimilarities(x, documents, rows, quietContext);
    },
  },
  fit(10_000, 384, 128),
  fit(10_000, 1024, 256),
];
