import { pivotArrays } from "./pivotArrays";
import { foldWeights, linearModel } from "../../../src/search/hash/linear";
import { describe, expect, test } from "vitest";
import { type Codes, quietContext } from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { cosineTopK } from "../../../src/compute/reference/search";
import {
  furthestFirstCosine,
  furthestFirstHamming,
} from "../../../src/search/structure/pivots/choose";
import { NumpyRandomState } from "../../../src/numeric/random/mt19937";
import type { PartialConfig } from "../../../src/model/run/configuration";
import { firstDifference, largestDifference } from "../compute/typedArrays";
import { itqVectors } from "../search/itqCases";
import { corpusFile } from "./parameterFiles";
import { npyFile, openFiles, queriesAt, quietCall } from "./support";
import { gatherRows } from "../../../src/compute/gather";
import type { RunArtifacts } from "../../../src/model/artifacts";

/** An array of the hash, or the codes. */
function arrayOf(
  artifacts: RunArtifacts,
  name: "mean" | "pca" | "rotation" | "codeWords",
) {
  return name === "codeWords"
    ? artifacts.codeWords
    : artifacts.hashArrays[name].data;
}

const n = itqVectors.rows;
const dim = itqVectors.columns;
const backend = createReferenceBackend();
const count = 24;
const drawn = new NumpyRandomState(42).choice(n, count);
const settings = {
  hash: { bits: 24, iterations: 4 },
  queries: { count },
  k: 6,
  limits: [10, 100],
} as const;

/** Runs one protocol on the rows of itq.json. */
async function runOn(files: readonly File[], change: PartialConfig = {}) {
  const { session } = await openFiles(files);
  const view = await session.run({ ...settings, ...change }, quietCall());
  const artifacts = await session.artifacts(null, quietCall());
  return { session, view, artifacts };
}

function codesOf({ codeWords, documentIds, bits }: RunArtifacts): Codes {
  return { words: codeWords, rows: documentIds.length, bits };
}

/** Column mean of the given rows, summed in f64. */
function meanOfRows(rows: Iterable<number>): Float64Array {
  const sums = new Float64Array(dim);
  let size = 0;
  for (const row of rows) {
    for (let j = 0; j < dim; j++) sums[j] += itqVectors.data[row * dim + j];
    size++;
  }
  return sums.map((sum) => sum / size);
}

describe("notebook-62", () => {
  const ran = runOn([corpusFile], { protocol: "notebook-62" });

  test("asks with numpy's draw of documents, which stay in the corpus", async () => {
    const { view, artifacts } = await ran;
    expect(view.result.queryIds).toEqual([...drawn]);
    expect(view.result.querySource).toBe("corpus");
    expect(view.result.corpusSize).toBe(n);
    expect(artifacts.queryRows).toEqual(drawn);
    expect(artifacts.documentIds).toEqual(
      Int32Array.from({ length: n }, (_, id) => id),
    );
  });

  test("trains on every document", async () => {
    const { artifacts } = await ran;
    const every = meanOfRows(Array.from({ length: n }, (_, row) => row));
    expect(
      largestDifference(artifacts.hashArrays.mean.data, every),
    ).toBeLessThan(1e-7);
  });

  test("no query is its own neighbour or candidate", async () => {
    const { view, artifacts } = await ran;
    artifacts.groundTruth.forEach((row, i) =>
      expect(row).not.toBe(drawn[Math.floor(i / settings.k)]),
    );
    const [none] = view.result.rows;
    expect(none.candidates.mean).toBe(n - 1);
    expect(none.reduction).toBe(0);
  });

  test("keeps m <= t, and divides by n", async () => {
    const { view, artifacts } = await ran;
    const { pivotDistances, queryPivotDistances, pivotCount } =
      pivotArrays(artifacts);
    for (const row of view.curve.slice(0, -1)) {
      let kept = 0;
      for (let q = 0; q < count; q++)
        for (let x = 0; x < n; x++) {
          if (x === drawn[q]) continue;
          let statistic = 0;
          for (let p = 0; p < pivotCount; p++)
            statistic = Math.max(
              statistic,
              Math.abs(
                queryPivotDistances[q * pivotCount + p] -
                  pivotDistances[x * pivotCount + p],
              ),
            );
          if (statistic <= Number(row.threshold)) kept++;
        }
      expect(row.candidates.mean).toBeCloseTo(kept / count, 10);
      expect(row.reduction).toBeCloseTo(1 - kept / count / n, 12);
    }
  });

  test("draws its pivots in Hamming space from PCG64(42)", async () => {
    const { view, artifacts } = await ran;
    const rows = await furthestFirstHamming(
      backend,
      codesOf(artifacts),
      8,
      42,
      quietContext,
    );
    expect(view.parts!.isWhole).toBe(true);
    expect(view.parts!.documentIds).toEqual([...rows]);
    expect(artifacts.structureDocumentIds).toEqual({
      pivot_document_ids: rows,
    });
    expect(view.result.config.thresholds).toEqual([15, 20]);
  });

  test("another seed asks with other documents", async () => {
    const { view } = await runOn([corpusFile], {
      protocol: "notebook-62",
      queries: { count, seed: 1 },
    });
    expect(view.result.queryIds).toEqual([
      ...new NumpyRandomState(1).choice(n, count),
    ]);
  });
});

describe("notebook-67", () => {
  const ran = runOn([corpusFile], { protocol: "notebook-67" });

  test("asks with the same draw and chooses its pivots by 1 - cosine", async () => {
    const { view, artifacts } = await ran;
    expect(view.result.queryIds).toEqual([...drawn]);
    expect(view.parts!.isWhole).toBe(false);
    expect(view.parts!.documentIds).toEqual([
      ...(await furthestFirstCosine(itqVectors, 8, 42, quietContext)),
    ]);
    expect(view.parts!.documentIds[0]).toBe(
      new NumpyRandomState(42).randint(n),
    );
    const { shape, data } = artifacts.structureArrays["pivots"];
    expect(shape).toEqual([8, dim]);
    expect(data).toBeInstanceOf(Float32Array);
    expect(view.guaranteedRecall).toBeNull();
  });

  test("keeps m < t only: threshold 0 keeps nothing", async () => {
    const { view } = await ran;
    expect(view.curve[0]).toMatchObject({
      threshold: 0,
      reduction: 1,
      filterRecall: 0,
      candidates: { mean: 0 },
    });
  });

  test("divides by the other documents: all of them are no reduction", async () => {
    const { view } = await ran;
    const last = view.curve[view.curve.length - 2];
    expect(last.candidates.mean).toBe(n - 1);
    expect(last.reduction).toBe(0);
    const half = view.curve.find((row) => row.threshold === 0.1);
    expect(half?.reduction).toBeCloseTo(
      1 - (half?.candidates.mean ?? 0) / (n - 1),
      12,
    );
  });
});

describe("held-out on a set without queries of its own", () => {
  const ran = runOn([corpusFile]);
  const rest = Array.from({ length: n }, (_, id) => id).filter(
    (id) => !drawn.includes(id),
  );

  test("takes exactly the queries out of the corpus", async () => {
    const { view, artifacts } = await ran;
    expect(view.result.config.protocol).toBe("held-out");
    expect(view.result.querySource).toBe("removed");
    expect(view.result.queryIds).toEqual([...drawn]);
    expect(view.result.corpusSize).toBe(n - count);
    expect([...artifacts.documentIds]).toEqual(rest);
    expect(artifacts.queryRows).toEqual(new Int32Array(count).fill(-1));
    const [none] = view.result.rows;
    expect(none.candidates.mean).toBe(n - count);
  });

  test("finds pivots and neighbours among the rest", async () => {
    const { view, artifacts } = await ran;
    const corpus = gatherRows(itqVectors, Int32Array.from(rest));
    expect(artifacts.groundTruth).toEqual(
      cosineTopK(
        gatherRows(itqVectors, drawn),
        corpus,
        settings.k,
        new Int32Array(count).fill(-1),
      ),
    );
    const pivotRows = await furthestFirstHamming(
      backend,
      codesOf(artifacts),
      8,
      42,
      quietContext,
    );
    expect(view.parts!.documentIds).toEqual(
      Array.from(pivotRows, (row) => rest[row]),
    );
    const asked = view.parts!.documentIds.filter((id) => drawn.includes(id));
    expect(asked).toEqual([]);
  });

  test("trains on the rest only: other query vectors, same hash", async () => {
    const { artifacts } = await ran;
    expect(
      largestDifference(artifacts.hashArrays.mean.data, meanOfRows(rest)),
    ).toBeLessThan(1e-7);
    const turned = itqVectors.data.slice();
    for (const id of drawn)
      for (let j = 0; j < dim; j++) turned[id * dim + j] *= j % 2 ? 1 : -1;
    const other = await runOn([npyFile("corpus.npy", [n, dim], turned)]);
    for (const name of ["mean", "pca", "rotation", "codeWords"] as const)
      expect(
        firstDifference(
          arrayOf(other.artifacts, name),
          arrayOf(artifacts, name),
        ),
        name,
      ).toBeNull();
    // The vectors that ask did change.
    expect(
      firstDifference(other.artifacts.queryWords, artifacts.queryWords),
    ).not.toBeNull();
  });

  test("hashes the queries with the corpus's hash", async () => {
    const { artifacts } = await ran;
    const { mean, pca, rotation } = linearModel(artifacts.hashArrays);
    const expected = await backend.encode(
      gatherRows(itqVectors, drawn),
      mean,
      foldWeights(pca, rotation),
      quietContext,
    );
    expect(firstDifference(artifacts.queryWords, expected.words)).toBeNull();
  });
});

/** 30 rows of the corpus, slightly changed, as a query set. */
const ownQueries = {
  data: Float32Array.from(
    itqVectors.data.subarray(60 * dim, 90 * dim),
    (value, i) => (i % dim === 0 ? -value : value),
  ),
  rows: 30,
  columns: dim,
};
const withQueries = [
  corpusFile,
  npyFile("queries.npy", [30, dim], ownQueries.data),
];

describe.each([
  ["held-out", [...new NumpyRandomState(42).choice(30, count)]],
  ["own-queries", Array.from({ length: count }, (_, i) => i)],
] as const)("%s on a set with queries of its own", (protocol, ids) => {
  const ran = runOn(withQueries, { protocol });

  test("asks with the set; the corpus is every document", async () => {
    const { view, artifacts } = await ran;
    expect(view.result.queryIds).toEqual(ids);
    expect(view.result.querySource).toBe("query-set");
    expect(view.result.corpusSize).toBe(n);
    expect(artifacts.queryRows).toEqual(new Int32Array(count).fill(-1));
    expect(view.queries[1]).toMatchObject({
      index: 1,
      id: ids[1],
      title: `Query ${ids[1]}`,
    });
    expect(view.result.rows[0].candidates.mean).toBe(n);
  });

  test("its neighbours are those of the set's vectors", async () => {
    const { artifacts } = await ran;
    expect(artifacts.groundTruth).toEqual(
      cosineTopK(
        gatherRows(ownQueries, Int32Array.from(ids)),
        itqVectors,
        settings.k,
        new Int32Array(count).fill(-1),
      ),
    );
  });

  test("trains on every document and none of the set", async () => {
    const { artifacts } = await ran;
    const plain = await runOn([corpusFile], { protocol: "notebook-62" });
    for (const name of ["mean", "pca", "rotation", "codeWords"] as const)
      expect(
        firstDifference(
          arrayOf(artifacts, name),
          arrayOf(plain.artifacts, name),
        ),
        name,
      ).toBeNull();
  });
});

describe("what the page draws beside the numbers", () => {
  test("agrees with the rows of the curve", async () => {
    const { session, view, artifacts } = await runOn([corpusFile]);
    const mean = (values: number[]) =>
      values.reduce((sum, value) => sum + value, 0) / values.length;
    for (const row of view.curve) {
      const queries = await queriesAt(session, row.threshold, 10);
      expect(mean(queries.map((q) => q.candidates))).toBeCloseTo(
        row.candidates.mean,
        9,
      );
      expect(mean(queries.map((q) => q.filterRecall))).toBeCloseTo(
        row.filterRecall,
        12,
      );
      expect(mean(queries.map((q) => q.recall))).toBeCloseTo(
        row.recall[0].expected,
        12,
      );
    }
    view.parts!.spread.forEach((spread, p) => {
      const own = Array.from(
        { length: n - count },
        (_, row) => artifacts.columns[p].values[row],
      );
      const mean = own.reduce((sum, value) => sum + value, 0) / own.length;
      const variance =
        own.reduce((sum, value) => sum + (value - mean) ** 2, 0) / own.length;
      expect(spread.mean).toBeCloseTo(mean, 10);
      expect(spread.sd).toBeCloseTo(Math.sqrt(variance), 8);
      expect([spread.min, spread.max]).toEqual([
        Math.min(...own),
        Math.max(...own),
      ]);
      // A pivot is a document: its own distance is among them.
      expect(spread.min).toBe(0);
      expect(view.parts!.pairwise[p][p]).toBe(0);
    });
    expect(view.bytesPerDocument).toEqual({ hash: 3, pivots: 8 });
  });
});
