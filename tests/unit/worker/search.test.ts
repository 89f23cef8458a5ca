import { pivotArrays } from "./pivotArrays";
import { describe, expect, test } from "vitest";
import { surface as referenceSurface } from "../../../src/compute/reference/search";
import { stepOfThreshold } from "../../../src/evaluate/rows";
import { unpackBits } from "../../../src/numeric/bits";
import type {
  HammingPivots,
  PivotDistances,
  RealPivots,
} from "../../../src/search/structure/pivots/rule";
import { pivotSurface } from "../../contract/pivotSurface";
import { itqVectors } from "../search/itqCases";
import { corpusFile } from "./parameterFiles";
import {
  fileOf,
  npyFile,
  openFiles,
  queriesAt,
  quietCall,
  rejectionOf,
  type Session,
} from "./support";
import type { Surface } from "../../../src/model/surface";
import type { RunArtifacts } from "../../../src/model/artifacts";
import type {
  SearchReport,
  SearchRequest,
} from "../../../src/model/searchReport";

const n = itqVectors.rows;
const dim = itqVectors.columns;
const k = 6;
const count = 12;
const settings = {
  hash: { bits: 20, iterations: 3 },
  pivots: { count: 5 },
  queries: { count },
  k,
} as const;

const textFile = fileOf(
  "texts.jsonl",
  Array.from({ length: n }, (_, i) =>
    JSON.stringify({ title: `Title ${i}`, text: `Text ${i}` }),
  ).join("\n"),
);
const ownQueries = Float32Array.from(
  itqVectors.data.subarray(100 * dim, 130 * dim),
  (value, i) => (i % dim === 1 ? -value : value),
);
const queryFile = npyFile("queries.npy", [30, dim], ownQueries);

type Variant = "notebook-62" | "notebook-67" | "held-out" | "own-queries";

/** A finished run, and the sources that search it. */
async function openRun(protocol: Variant) {
  const fromSet = protocol === "own-queries";
  const { session } = await openFiles(
    fromSet ? [corpusFile, textFile, queryFile] : [corpusFile, textFile],
  );
  const view = await session.run({ ...settings, protocol }, quietCall());
  const artifacts = await session.artifacts(null, quietCall());
  const kind = fromSet ? ("query" as const) : ("document" as const);
  return { session, view, artifacts, kind };
}

async function search(
  session: Session,
  request: SearchRequest,
): Promise<SearchReport> {
  return session.search(request, quietCall());
}

/** One corpus document as the test's own loops see it from one query. */
interface Seen {
  readonly row: number;
  readonly cosine: number;
  readonly hamming: number;
  readonly statistic: number;
  readonly gaps: readonly number[];
}

/** The vector of document or query `id`. */
function vectorOf(kind: "document" | "query", id: number): Float32Array {
  const source = kind === "query" ? ownQueries : itqVectors.data;
  return source.subarray(id * dim, (id + 1) * dim);
}

/** Looks at every corpus document from evaluated query `q`, without its own row. */
function lookAround(
  artifacts: RunArtifacts,
  q: number,
  vector: Float32Array,
): Seen[] {
  const { bits, documentIds, columns, queryColumns } = artifacts;
  const rows = documentIds.length;
  const codes = unpackBits(artifacts.codeWords, rows, bits);
  const own = unpackBits(artifacts.queryWords, count, bits);
  const seen: Seen[] = [];
  for (let row = 0; row < rows; row++) {
    if (row === artifacts.queryRows[q]) continue;
    let dot = 0;
    let squares = 0;
    let ownSquares = 0;
    for (let j = 0; j < dim; j++) {
      const value = itqVectors.data[documentIds[row] * dim + j];
      dot += value * vector[j];
      squares += value * value;
      ownSquares += vector[j] * vector[j];
    }
    let hamming = 0;
    for (let j = 0; j < bits; j++)
      if (codes[row * bits + j] !== own[q * bits + j]) hamming++;
    const gaps = columns.map(({ values }, p) =>
      Math.fround(Math.abs(queryColumns[p].values[q] - values[row])),
    );
    seen.push({
      row,
      cosine: dot / Math.sqrt(squares * ownSquares),
      hamming,
      statistic: Math.max(...gaps),
      gaps,
    });
  }
  return seen;
}

const byHamming = (a: Seen, b: Seen) => a.hamming - b.hamming || a.row - b.row;
const byCosine = (a: Seen, b: Seen) => b.cosine - a.cosine || a.row - b.row;

/** The surface of the run, made anew from what it hands out. */
function surfaceOf(artifacts: RunArtifacts): Surface {
  const { bits, codeWords, queryWords } = artifacts;
  const pivots = artifacts.columns.length;
  const { pivotDistances, queryPivotDistances } = pivotArrays(artifacts);
  let distances: PivotDistances;
  if (
    pivotDistances instanceof Float32Array &&
    queryPivotDistances instanceof Float32Array
  )
    distances = {
      space: "cosine",
      statistic: "max",
      pivots,
      documentDistances: pivotDistances,
      queryDistances: queryPivotDistances,
    } satisfies RealPivots;
  else if (
    pivotDistances instanceof Uint8Array &&
    queryPivotDistances instanceof Uint8Array
  )
    distances = {
      space: "hamming",
      statistic: "max",
      pivots,
      documentDistances: pivotDistances,
      queryDistances: queryPivotDistances,
    } satisfies HammingPivots;
  else throw new Error("unexpected types of pivot distances");
  return referenceSurface(
    pivotSurface({
      codes: { words: codeWords, rows: artifacts.documentIds.length, bits },
      queryCodes: { words: queryWords, rows: count, bits },
      distances,
      excludedRows: artifacts.queryRows,
      neighbours: artifacts.groundTruth,
      k,
    }),
  );
}

const thresholdsOf = {
  "notebook-62": [0, 2, 4, null],
  "notebook-67": [0.1, 0.2, null],
  "held-out": [0, 3, null],
  "own-queries": [2, 4, null],
} as const;

describe.each([
  "notebook-62",
  "notebook-67",
  "held-out",
  "own-queries",
] as const)("searching a %s run for its own queries", (protocol) => {
  const opened = openRun(protocol);
  const cases = thresholdsOf[protocol].flatMap((threshold) =>
    [0, 5, 11].map((q) => ({ threshold, q })),
  );

  test.each(cases)(
    "the lists are those of a direct search (threshold $threshold, query $q)",
    async ({ threshold, q }) => {
      const { session, view, artifacts, kind } = await opened;
      const id = view.result.queryIds[q];
      const report = await search(session, {
        source: { kind, id },
        threshold,
        limit: 15,
        k: 9,
      });
      const seen = lookAround(artifacts, q, vectorOf(kind, id));
      const kept = seen.filter(({ statistic }) => {
        if (threshold === null) return true;
        return protocol === "notebook-67"
          ? statistic < Math.fround(threshold)
          : statistic <= threshold;
      });
      const ids = (list: readonly Seen[]) =>
        list.slice(0, 9).map(({ row }) => artifacts.documentIds[row]);
      const exact = seen.toSorted(byCosine);
      expect(report.exact.map((hit) => hit.id)).toEqual(ids(exact));
      expect(report.hashRanked.map((hit) => hit.id)).toEqual(
        ids(seen.toSorted(byHamming)),
      );
      expect(report.filtered.map((hit) => hit.id)).toEqual(
        ids(kept.toSorted(byHamming)),
      );
      expect(report.candidates).toBe(kept.length);
      expect(report.corpusSize).toBe(view.result.corpusSize);
      const rows = await queriesAt(session, threshold);
      expect(report.candidates).toBe(rows[q].candidates);

      const trueRanks = new Map(
        exact.slice(0, 9).map(({ row }, i) => [row, i + 1]),
      );
      const byId = new Map(
        seen.map((one) => [artifacts.documentIds[one.row], one]),
      );
      for (const hit of [
        ...report.exact,
        ...report.hashRanked,
        ...report.filtered,
      ]) {
        const own = byId.get(hit.id);
        expect(hit).toMatchObject({
          title: `Title ${hit.id}`,
          text: `Text ${hit.id}`,
          hamming: own?.hamming,
          statistic: own?.statistic,
          trueRank: trueRanks.get(own?.row ?? -1) ?? null,
        });
        expect(hit.cosine).toBeCloseTo(own?.cosine ?? NaN, 12);
      }
      for (const neighbour of report.exact) {
        const gaps = byId.get(neighbour.id)?.gaps ?? [];
        expect(neighbour.decidingPivot).toBe(gaps.indexOf(Math.max(...gaps)));
        expect(
          neighbour.pivotDistances.map((distance, p) =>
            Math.fround(Math.abs(distance - report.query.pivotDistances[p])),
          ),
        ).toEqual(gaps);
      }
    },
  );

  test("need and fate are the surface's", async () => {
    const { session, view, artifacts, kind } = await opened;
    const surface = surfaceOf(artifacts);
    const limit = 15;
    const fates = new Set<string>();
    for (const threshold of thresholdsOf[protocol]) {
      const step = stepOfThreshold(surface, threshold);
      for (let q = 0; q < count; q++) {
        const report = await search(session, {
          source: { kind, id: view.result.queryIds[q] },
          threshold,
          limit,
          k,
        });
        report.exact.forEach(({ id, need, fate }, g) => {
          const at = (q * k + g) * surface.steps + step;
          expect(id).toBe(
            artifacts.documentIds[artifacts.groundTruth[q * k + g]],
          );
          expect(need ?? 0).toBe(surface.need[at]);
          fates.add(fate);
          expect(fate).toBe(
            surface.need[at] === 0
              ? "lost-to-filter"
              : surface.need[at] > limit
                ? "lost-to-limit"
                : "kept",
          );
        });
      }
    }
    // The cases are no cases if one of the fates never occurs.
    expect([...fates].sort()).toEqual([
      "kept",
      "lost-to-filter",
      "lost-to-limit",
    ]);
  });
});

describe("searching for other documents", () => {
  test("a document of the corpus never finds itself", async () => {
    const { session, view, artifacts } = await openRun("held-out");
    const id = artifacts.documentIds[33];
    expect(view.result.queryIds).not.toContain(id);
    const report = await search(session, {
      source: { kind: "document", id },
      threshold: null,
      limit: 400,
      k: 400,
    });
    // k is cut down to what there is.
    const others = [...artifacts.documentIds].filter((other) => other !== id);
    for (const list of [report.exact, report.hashRanked, report.filtered])
      expect(list.map((hit) => hit.id).sort((a, b) => a - b)).toEqual(others);
    expect(report.candidates).toBe(others.length);
    expect(report.query).toMatchObject({
      id,
      kind: "document",
      title: `Title ${id}`,
      text: `Text ${id}`,
    });
  });

  test.each<[SearchRequest["source"], string, string]>([
    [
      { kind: "document", id: 400 },
      "There is no document 400.",
      "Choose a number from 0 to 399.",
    ],
    [
      { kind: "document", id: -1 },
      "There is no document -1.",
      "Choose a number from 0 to 399.",
    ],
    [
      { kind: "document", id: 1.5 },
      "There is no document 1.5.",
      "Choose a number from 0 to 399.",
    ],
    [
      { kind: "query", id: 0 },
      "There is no query 0.",
      "This data set has no queries of its own; choose a document.",
    ],
  ])("%o is refused", async (source, message, hint) => {
    const { session } = await openRun("notebook-62");
    const failure = await rejectionOf(
      search(session, { source, threshold: 3, limit: 10, k: 5 }),
    );
    expect(failure).toMatchObject({ name: "ConfigError", message, hint });
  });
});

test("a cosine statistic equal to the rounded threshold is out, as on the surface", async () => {
  // 0.7 lies above the f32 number nearest to it, which this pair has.
  const size = 40;
  const plane = new Float32Array(size * 16);
  for (let row = 0; row < size; row++) {
    // Distances to pivot 0 are 1 - cos: 0 for itself, 0.7 rounded for row 1.
    const cosine = row === 0 ? 1 : row === 1 ? 0.3 : Math.cos(row);
    plane[row * 16] = cosine;
    plane[row * 16 + 1 + (row % 15)] = Math.sqrt(1 - cosine * cosine);
  }
  const { session } = await openFiles([
    npyFile("plane.npy", [size, 16], plane),
  ]);
  const pivot = new Float32Array(16);
  pivot[0] = 1;
  await session.importParameters(
    { files: [npyFile("pivots.npy", [1, 16], pivot)] },
    quietCall(),
  );
  const view = await session.run(
    {
      protocol: "notebook-62",
      hash: { bits: 16, iterations: 1 },
      queries: { count: 39 },
      k: 3,
    },
    quietCall(),
  );
  const index = view.result.queryIds.indexOf(0);
  expect(index).toBeGreaterThanOrEqual(0);
  const report = await search(session, {
    source: { kind: "document", id: 0 },
    threshold: 0.7,
    limit: 40,
    k: 39,
  });
  const first = report.exact.find(({ id }) => id === 1);
  expect(first?.statistic).toBe(Math.fround(0.7));
  expect(first?.fate).toBe("lost-to-filter");
  const rows = await queriesAt(session, 0.7);
  expect(report.candidates).toBe(rows[index].candidates);
});
