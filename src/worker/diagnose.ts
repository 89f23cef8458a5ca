import type { ComputeBackend } from "../compute/backend";
import { bitStatistics } from "../evaluate/bits";
import { measureDrift } from "../evaluate/drift";
import { hammingDistance, wordsPerCode } from "../numeric/bits";
import { pearson, spearman } from "../numeric/correlation";
import { cosineOfRows } from "../numeric/cosine";
import { NumpyGenerator } from "../numeric/random/pcg64";
import type {
  Diagnostics,
  DistanceDiagnostics,
  Histogram,
  PairDiagnostics,
} from "../model/diagnosticsReport";
import type { RunState } from "./pipeline";
import { type CallContext, stageContext } from "./progress";

/** Documents drawn for the density, all pairs of which are compared, as notebooks 66 and 67. */
const PAIR_DOCUMENTS = 500;
const COSINE_BINS = 60;
const MOST_HAMMING_BINS = 64;

/** Queries and random documents of each for the histograms of distances. */
const MOST_QUERIES = 1000;
const RANDOM_PER_QUERY = 200;

const COMPARED_BINS = 80;
const SAMPLE_SEED = 42;

/** Steps that are reported as progress. */
const DIAGNOSTIC_STEPS = 5;

/** Measures what explains a run; nothing of the run changes. */
export async function diagnose(
  state: RunState,
  backend: ComputeBackend,
  threshold: number | null,
  call: CallContext,
): Promise<Diagnostics> {
  const startMs = performance.now();
  const context = stageContext({ stage: "diagnostics" }, call);
  const pairs = await measurePairs(state, backend, {
    checkpoint: () => context.checkpoint(0, DIAGNOSTIC_STEPS),
  });
  await context.checkpoint(1, DIAGNOSTIC_STEPS);
  const distances = measureDistances(state);
  await context.checkpoint(2, DIAGNOSTIC_STEPS);
  const bits = bitStatistics(state.codes);
  await context.checkpoint(3, DIAGNOSTIC_STEPS);
  const drift = measureDrift(state.corpus, state.queries, state.hash.centre);
  await context.checkpoint(4, DIAGNOSTIC_STEPS);
  const pivots = state.structure.diagnose(threshold);
  await context.checkpoint(DIAGNOSTIC_STEPS, DIAGNOSTIC_STEPS);
  const elapsedMs = performance.now() - startMs;
  return { threshold, pairs, distances, bits, drift, pivots, elapsedMs };
}

function grid(rows: number, columns: number): number[][] {
  return Array.from({ length: rows }, () => new Array<number>(columns).fill(0));
}

/** All pairs of up to 500 documents, and the queries with their true neighbours. */
export async function measurePairs(
  state: Pick<
    RunState,
    "corpus" | "codes" | "queries" | "queryCodes" | "groundTruth" | "config"
  >,
  backend: ComputeBackend,
  context: Parameters<ComputeBackend["pairSimilarities"]>[3],
): Promise<PairDiagnostics> {
  const { corpus, codes } = state;
  const documents = Math.min(PAIR_DOCUMENTS, corpus.rows);
  const rows = new NumpyGenerator(SAMPLE_SEED).choice(corpus.rows, documents);
  const count = (documents * (documents - 1)) / 2;
  const pairs = new Uint32Array(2 * count);
  let at = 0;
  for (let a = 0; a < documents; a++)
    for (let b = a + 1; b < documents; b++) {
      pairs[at++] = rows[a];
      pairs[at++] = rows[b];
    }
  const { hamming, cosine } = await backend.pairSimilarities(
    corpus,
    codes,
    pairs,
    context,
  );
  const near = neighbourPairs(state);
  const all = [cosine, near.cosine];
  const low = Math.min(...all.map((values) => leastOf(values)), 0.999);
  const high = Math.max(
    ...all.map((values) => -leastOf(values.map((v) => -v))),
  );
  const cosineWidth = Math.max(1e-6, (high - low) / COSINE_BINS) * (1 + 1e-9);
  const hammingWidth = Math.max(
    1,
    Math.ceil((codes.bits + 1) / MOST_HAMMING_BINS),
  );
  const hammingBins = Math.ceil((codes.bits + 1) / hammingWidth);
  const density = grid(hammingBins, COSINE_BINS);
  const neighbours = grid(hammingBins, COSINE_BINS);
  const count2d = (
    cells: number[][],
    h: ArrayLike<number>,
    c: ArrayLike<number>,
  ) => {
    for (let i = 0; i < h.length; i++) {
      const column = Math.floor((c[i] - low) / cosineWidth);
      cells[Math.floor(h[i] / hammingWidth)][
        Math.min(COSINE_BINS - 1, Math.max(0, column))
      ]++;
    }
  };
  count2d(density, hamming, cosine);
  count2d(neighbours, near.hamming, near.cosine);
  const mean = cosine.reduce((sum, value) => sum + value, 0) / (count || 1);
  const squares = cosine.reduce((sum, value) => sum + (value - mean) ** 2, 0);
  return {
    documents,
    pairs: count,
    spearman: spearman(hamming, cosine),
    pearson: pearson(hamming, cosine),
    cosineMean: mean,
    cosineSd: Math.sqrt(squares / (count || 1)),
    cosineStart: low,
    cosineWidth,
    hammingStart: 0,
    hammingWidth,
    density,
    neighbours,
  };
}

function leastOf(values: Float32Array): number {
  let least = Infinity;
  for (const value of values) if (value < least) least = value;
  return least;
}

/** Hamming distance and cosine of the first queries and their true neighbours. */
function neighbourPairs(
  state: Pick<
    RunState,
    "corpus" | "codes" | "queries" | "queryCodes" | "groundTruth" | "config"
  >,
): { hamming: Uint16Array; cosine: Float32Array } {
  const { corpus, codes, queries, queryCodes, groundTruth, config } = state;
  const { k } = config;
  const d = corpus.columns;
  const words = wordsPerCode(codes.bits);
  const asked = Math.min(queries.rows, MOST_QUERIES);
  const hamming = new Uint16Array(asked * k);
  const cosine = new Float32Array(asked * k);
  for (let i = 0; i < asked * k; i++) {
    const q = Math.floor(i / k);
    const row = groundTruth[i];
    cosine[i] = cosineOfRows(queries.data, q * d, corpus.data, row * d, d);
    hamming[i] = hammingDistance(
      queryCodes.words,
      q * words,
      codes.words,
      row * words,
      words,
    );
  }
  return { hamming, cosine };
}

function histogramOf(
  values: readonly number[],
  start: number,
  width: number,
  bins: number,
): Histogram {
  const counts = new Array<number>(bins).fill(0);
  for (const value of values)
    counts[
      Math.min(bins - 1, Math.max(0, Math.floor((value - start) / width)))
    ]++;
  return { start, width, counts };
}

function measureDistances(state: RunState): DistanceDiagnostics {
  const { codes, queryCodes, structure, groundTruth, split, config } = state;
  const words = wordsPerCode(codes.bits);
  const asked = Math.min(queryCodes.rows, MOST_QUERIES);
  const random = new NumpyGenerator(SAMPLE_SEED);
  const far = { hamming: [] as number[], compared: [] as number[] };
  const near = { hamming: [] as number[], compared: [] as number[] };
  const measure = (into: typeof far, q: number, row: number) => {
    into.hamming.push(
      hammingDistance(
        queryCodes.words,
        q * words,
        codes.words,
        row * words,
        words,
      ),
    );
    into.compared.push(structure.compared(q, row));
  };
  for (let q = 0; q < asked; q++) {
    for (let g = 0; g < config.k; g++)
      measure(near, q, groundTruth[q * config.k + g]);
    for (let i = 0; i < RANDOM_PER_QUERY; i++) {
      const row = Math.floor(random.random() * codes.rows);
      if (row !== split.excludedRows[q]) measure(far, q, row);
    }
  }
  const most = [...far.compared, ...near.compared].reduce(
    (a, b) => Math.max(a, b),
    0,
  );
  // Whole values get whole bins, or the histogram would comb.
  const width = structure.isWhole
    ? Math.max(1, Math.ceil((most + 1) / COMPARED_BINS))
    : Math.max(1e-9, most / COMPARED_BINS) * (1 + 1e-9);
  const bins = Math.floor(most / width) + 1;
  return {
    randomHamming: histogramOf(far.hamming, 0, 1, codes.bits + 1),
    neighbourHamming: histogramOf(near.hamming, 0, 1, codes.bits + 1),
    randomStatistic: histogramOf(far.compared, 0, width, bins),
    neighbourStatistic: histogramOf(near.compared, 0, width, bins),
  };
}
