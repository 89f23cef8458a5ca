/** Which rows are searched and which ask. */
export interface Split {
  /**
   * "corpus": queries are documents and stay in the corpus, each left out of
   * its own answer; "removed": documents taken out of the corpus;
   * "query-set": vectors of a set of their own.
   */
  readonly source: "corpus" | "removed" | "query-set";
  /** Document of each corpus row, or null when the corpus is all documents. */
  readonly corpusIds: Int32Array | null;
  /** Documents, or members of the query set, that ask. */
  readonly queryIds: Int32Array;
  /** Corpus row of each query, -1 where it is not in the corpus. */
  readonly excludedRows: Int32Array;
}

/** `queryIds` of the documents ask and stay in the corpus (notebooks 62, 63, 67). */
export function splitInCorpus(queryIds: Int32Array): Split {
  return {
    source: "corpus",
    corpusIds: null,
    queryIds,
    excludedRows: queryIds,
  };
}

/** `queryIds` of the n documents ask and leave the corpus. */
export function splitRemoved(n: number, queryIds: Int32Array): Split {
  const asks = new Uint8Array(n);
  for (const id of queryIds) asks[id] = 1;
  const corpusIds = Int32Array.from({ length: n }, (_, id) => id).filter(
    (id) => asks[id] === 0,
  );
  return {
    source: "removed",
    corpusIds,
    queryIds,
    excludedRows: new Int32Array(queryIds.length).fill(-1),
  };
}

/** `queryIds` of a query set ask; the corpus is every document. */
export function splitQuerySet(queryIds: Int32Array): Split {
  return {
    source: "query-set",
    corpusIds: null,
    queryIds,
    excludedRows: new Int32Array(queryIds.length).fill(-1),
  };
}
