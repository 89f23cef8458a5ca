import { readFileSync } from "node:fs";
import type { Codes, Matrix } from "../../../src/compute/backend";
import { pivotDistances } from "../../../src/compute/reference/search";
import { packBits } from "../../../src/numeric/bits";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import type { PivotDistances } from "../../../src/search/structure/pivots/rule";
import {
  pivotSurface,
  type PivotSurfaceInput,
} from "../../contract/pivotSurface";
import { gatherCodes } from "../../../src/compute/gather";

/** A row of numpy's direct loop; see tests/oracle/random_surfaces.py. */
export interface OracleRow {
  readonly threshold: number | null;
  readonly reduction: number;
  readonly filterRecall: number;
  /** mean, p50, p95. */
  readonly candidates: readonly [number, number, number];
  /** stable, best, worst, expected of each limit. */
  readonly recall: readonly (readonly [number, number, number, number])[];
}

export interface RandomCase {
  readonly seed: number;
  readonly bits: number;
  readonly pivots: number;
  readonly documents: number;
  readonly queries: number;
  readonly k: number;
  readonly space: PivotDistances["space"];
  readonly statistic: PivotDistances["statistic"];
  readonly inCorpus: boolean;
  readonly thresholds: readonly number[];
  readonly limits: readonly number[];
  readonly fewerNeighbours: number;
  readonly fewerPivots: number;
  readonly rows: readonly OracleRow[];
  readonly rowsOfFewerNeighbours: readonly OracleRow[];
  readonly rowsOfFewerPivots: readonly OracleRow[];
}

/** What a notebook's protocol chooses among n documents. */
export interface ProtocolCase {
  readonly n: number;
  readonly queries: readonly number[];
  readonly hammingPivots: readonly number[];
  readonly cosinePivots: readonly number[];
}

export function readProtocols(path: string | URL): readonly ProtocolCase[] {
  const { protocols } = JSON.parse(readFileSync(path, "utf8")) as {
    protocols: readonly ProtocolCase[];
  };
  return protocols;
}

/** The codes and vectors that the script draws for n documents. */
export function protocolData(n: number): { codes: Codes; vectors: Matrix } {
  const random = new NumpyGenerator(n);
  const codes = clusteredCodes(random, n, 64);
  const data = Float32Array.from(
    { length: n * 16 },
    () => random.random() - 0.4,
  );
  return { codes, vectors: { data, rows: n, columns: 16 } };
}

/** The cases of a file that random_surfaces.py wrote. */
export function readCases(path: string | URL): readonly RandomCase[] {
  const { cases } = JSON.parse(readFileSync(path, "utf8")) as {
    cases: readonly RandomCase[];
  };
  return cases;
}

const SPACES = ["hamming", "cosine", "angular"] as const;
const STATISTICS = ["max", "sum-of-squares"] as const;

/** The settings by the same draws as the script's: a check that both sides draw alike. */
export function drawSettings(random: NumpyGenerator) {
  const pick = (low: number, high: number) =>
    low + random.integers(high - low + 1);
  // Drawn in this order, each call moves the generator.
  const words = pick(1, 16);
  const isOdd = pick(0, 1);
  return {
    bits: 32 * words - isOdd * pick(0, 9),
    pivots: pick(1, 32),
    documents: pick(90, 260),
    queries: pick(3, 14),
    k: pick(1, 14),
    space: SPACES[pick(0, 2)],
    statistic: STATISTICS[pick(0, 1)],
    inCorpus: pick(0, 1) === 1,
  };
}

function clusteredCodes(
  random: NumpyGenerator,
  rows: number,
  bits: number,
): Codes {
  const prototypes = Array.from(
    { length: 8 * bits },
    () => random.random() < 0.5,
  );
  const owner = Array.from({ length: rows }, () =>
    Math.floor(random.random() * 8),
  );
  const unpacked = new Uint8Array(rows * bits);
  for (let row = 0; row < rows; row++)
    for (let j = 0; j < bits; j++)
      unpacked[row * bits + j] = Number(
        prototypes[owner[row] * bits + j] !== random.random() < 0.15,
      );
  return { words: packBits(unpacked, rows, bits), rows, bits };
}

/** What the app's own generator makes of a case: the script's inputs. */
export function makeInput(it: RandomCase): PivotSurfaceInput {
  const random = new NumpyGenerator(it.seed);
  drawSettings(random);
  const { documents: n, queries, bits, k, inCorpus } = it;
  const codes = clusteredCodes(random, n, bits);
  const rows = inCorpus
    ? random.permutation(n).slice(0, queries)
    : new Int32Array(queries).fill(-1);
  const queryCodes = inCorpus
    ? gatherCodes(codes, rows)
    : clusteredCodes(random, queries, bits);
  const neighbours = new Int32Array(queries * k);
  for (let q = 0; q < queries; q++) {
    const others = random.permutation(n).filter((row) => row !== rows[q]);
    neighbours.set(others.subarray(0, k), q * k);
  }
  return pivotSurface({
    codes,
    queryCodes,
    distances: makeDistances(it, random, codes, queryCodes, rows),
    excludedRows: rows,
    neighbours,
    k,
  });
}

function makeDistances(
  { space, statistic, documents, queries, pivots, inCorpus }: RandomCase,
  random: NumpyGenerator,
  codes: Codes,
  queryCodes: Codes,
  rows: Int32Array,
): PivotDistances {
  if (space === "hamming") {
    const chosen = random.permutation(documents).slice(0, pivots);
    const pivotCodes = gatherCodes(codes, chosen);
    return {
      space,
      statistic,
      pivots,
      documentDistances: pivotDistances(codes, pivotCodes),
      queryDistances: pivotDistances(queryCodes, pivotCodes),
    };
  }
  const scale = space === "cosine" ? 0.7 : 1.3;
  const draw = (size: number) =>
    Float32Array.from({ length: size * pivots }, () => scale * random.random());
  const documentDistances = draw(documents);
  const queryDistances = inCorpus
    ? Float32Array.from(
        { length: queries * pivots },
        (_, i) =>
          documentDistances[
            rows[Math.floor(i / pivots)] * pivots + (i % pivots)
          ],
      )
    : draw(queries);
  return {
    space,
    statistic,
    pivots,
    documentDistances,
    queryDistances,
  };
}
