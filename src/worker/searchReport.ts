import { cosineOfRows } from "../numeric/cosine";
import { hammingDistance, wordsPerCode } from "../numeric/bits";
import { smallestByDistance, topKByScore } from "../numeric/topk";
import { type Dataset, titleOf } from "./dataset";
import type { RunState } from "./pipeline";
import { prepareQuery } from "./preparedQuery";
import type { EmbeddedQuery } from "./typedQuery";
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
 * Searches the corpus for one document, query or typed text, which `typed` is
 * the vector of, three ways: exactly by cosine, by the score, and by the score among the candidates of the structure; and says of every true neighbour what became of it.
 */
export async function searchCorpus(
  request: SearchRequest,
  dataset: Dataset,
  state: RunState,
  typed: EmbeddedQuery | null = null,
): Promise<SearchReport> {
  const startMs = performance.now();
  const { threshold, limit, source } = request;
  const query = await prepareQuery(request, dataset, state, typed?.vector);
  const { corpus, codes } = state;
  const n = corpus.rows;
  const d = corpus.columns;
  const k = Math.min(request.k, n - (query.excludedRow >= 0 ? 1 : 0));
  const words = wordsPerCode(codes.bits);
  const cosine = new Float64Array(n);
  const hamming = new Uint16Array(n);
  const keys = state.methods.score[state.config.score.method].keys(
    codes,
    query.code,
  );
  const key = new Uint32Array(n);
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
    key[row] = keys.keyOf(row, 0);
    if (
      row !== query.excludedRow &&
      (threshold === null || query.structure.keeps(0, row, threshold))
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
    statistic: query.structure.compared(0, row),
    trueRank: trueRank.get(row) ?? null,
  });
  const rankAmongKept = (row: number): number => {
    let ahead = 0;
    for (let other = 0; other < n; other++)
      if (
        kept[other] &&
        (key[other] < key[row] || (key[other] === key[row] && other < row))
      )
        ahead++;
    return ahead + 1;
  };
  const fate = (row: number): NeighbourFate => {
    const need = kept[row] ? rankAmongKept(row) : null;
    const { stored, deciding } = query.structure.explain(0, row);
    const keptFrom = state.surface.knobs.find((knob) =>
      query.structure.keeps(0, row, knob),
    );
    return {
      ...hit(row),
      fate:
        need === null
          ? "lost-to-filter"
          : need > limit
            ? "lost-to-limit"
            : "kept",
      need,
      pivotDistances: stored,
      decidingPivot: deciding,
      // The surface's last step keeps everything, at infinity where the grid ends before.
      keptFrom:
        keptFrom !== undefined && Number.isFinite(keptFrom) ? keptFrom : null,
    };
  };
  return {
    query: {
      ...describeSource(source, dataset),
      pivotDistances: query.structure.queryStored(0),
    },
    candidates,
    corpusSize: n,
    exact: Array.from(exactRows, fate),
    hashRanked: Array.from(
      smallestByDistance(key, k, (row) => row !== query.excludedRow),
      hit,
    ),
    filtered: Array.from(
      smallestByDistance(key, k, (row) => kept[row] === 1),
      hit,
    ),
    elapsedMs: performance.now() - startMs,
    notes: typed?.notes ?? [],
  };
}
