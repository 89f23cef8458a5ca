import {
  pivotStatistic,
  statisticInUnits,
  survives,
} from "../search/structure/pivots/rule";
import { cosineOfRows } from "../numeric/cosine";
import { hammingDistance, wordsPerCode } from "../numeric/bits";
import { smallestByDistance, topKByScore } from "../numeric/topk";
import type { ComputeBackend, Matrix } from "../compute/backend";
import { type Dataset, titleOf } from "./dataset";
import type { RunState } from "./pipeline";
import { prepareQuery } from "./preparedQuery";
import type {
  NeighbourFate,
  SearchHit,
  SearchReport,
  SearchRequest,
} from "../model/searchReport";

function describeSource(source: SearchRequest["source"], dataset: Dataset) {
  const { kind } = source;
  if (kind === "text") {
    const text = source.text.trim();
    return { id: -1, kind, title: text, text };
  }
  const { id } = source;
  const texts = kind === "query" ? dataset.queryTexts : dataset.documents;
  return {
    id,
    kind,
    title: titleOf(texts, id, kind),
    text: texts?.[id]?.text ?? "",
  };
}

/**
 * Searches the corpus for one document, query or typed text, whose vector is
 * `typed`, three ways: exactly by cosine,
 * by Hamming distance, and by Hamming distance among the survivors of the
 * filter; and says of every true neighbour what became of it.
 */
export async function searchCorpus(
  request: SearchRequest,
  dataset: Dataset,
  state: RunState,
  backend: ComputeBackend,
  typed?: Matrix,
): Promise<SearchReport> {
  const startMs = performance.now();
  const { threshold, limit, source } = request;
  const query = await prepareQuery(request, dataset, state, backend, typed);
  const { corpus, codes } = state;
  const n = corpus.rows;
  const d = corpus.columns;
  const k = Math.min(request.k, n - (query.excludedRow >= 0 ? 1 : 0));
  const words = wordsPerCode(codes.bits);
  const cosine = new Float64Array(n);
  const hamming = new Uint16Array(n);
  const statistic = new Float64Array(n);
  const kept = new Uint8Array(n);
  let candidates = 0;
  for (let row = 0; row < n; row++) {
    cosine[row] = cosineOfRows(query.vector.data, 0, corpus.data, row * d, d);
    hamming[row] = hammingDistance(
      query.code.words,
      0,
      codes.words,
      row * words,
      words,
    );
    const raw = pivotStatistic(query.filter, 0, row);
    statistic[row] = statisticInUnits(query.filter, raw);
    if (
      row !== query.excludedRow &&
      (threshold === null || survives(query.filter, raw, threshold))
    ) {
      kept[row] = 1;
      candidates++;
    }
  }
  const exactRows = topKByScore(cosine, k, query.excludedRow);
  const trueRank = new Map([...exactRows].map((row, i) => [row, i + 1]));
  const documentOf = (row: number) => state.split.corpusIds?.[row] ?? row;
  const hit = (row: number): SearchHit => ({
    id: documentOf(row),
    title: titleOf(dataset.documents, documentOf(row), "document"),
    text: dataset.documents?.[documentOf(row)]?.text ?? "",
    cosine: cosine[row],
    hamming: hamming[row],
    statistic: statistic[row],
    trueRank: trueRank.get(row) ?? null,
  });
  const rankAmongKept = (row: number): number => {
    let ahead = 0;
    for (let other = 0; other < n; other++)
      if (
        kept[other] &&
        (hamming[other] < hamming[row] ||
          (hamming[other] === hamming[row] && other < row))
      )
        ahead++;
    return ahead + 1;
  };
  const fate = (row: number): NeighbourFate => {
    const need = kept[row] ? rankAmongKept(row) : null;
    const { pivots, documentDistances, queryDistances } = query.filter;
    const raw = pivotStatistic(query.filter, 0, row);
    const keptFrom = state.surface.knobs.find((t) =>
      survives(query.filter, raw, t),
    );
    const own = Array.from(
      documentDistances.subarray(row * pivots, (row + 1) * pivots),
    );
    let decidingPivot = 0;
    own.forEach((distance, p) => {
      const gap = Math.abs(distance - queryDistances[p]);
      if (gap > Math.abs(own[decidingPivot] - queryDistances[decidingPivot]))
        decidingPivot = p;
    });
    return {
      ...hit(row),
      fate:
        need === null
          ? "lost-to-filter"
          : need > limit
            ? "lost-to-limit"
            : "kept",
      need,
      pivotDistances: own,
      decidingPivot,
      // The surface's last step keeps everything, at infinity where the grid ends before.
      keptFrom:
        keptFrom !== undefined && Number.isFinite(keptFrom) ? keptFrom : null,
    };
  };
  return {
    query: {
      ...describeSource(source, dataset),
      pivotDistances: Array.from(query.filter.queryDistances),
    },
    candidates,
    corpusSize: n,
    exact: Array.from(exactRows, fate),
    hashRanked: Array.from(
      smallestByDistance(hamming, k, (row) => row !== query.excludedRow),
      hit,
    ),
    filtered: Array.from(
      smallestByDistance(hamming, k, (row) => kept[row] === 1),
      hit,
    ),
    elapsedMs: performance.now() - startMs,
  };
}
