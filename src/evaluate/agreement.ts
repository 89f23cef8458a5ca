/** Lists of neighbours that came with a data set, (queries, width) document numbers. */
export interface GivenNeighbours {
  readonly data: Int32Array;
  readonly width: number;
}

/**
 * Mean over queries of |given first k ∩ computed first k| / k, where k is the
 * lesser of `width` and `computedK`: how far the neighbours that came with a
 * data set agree with the true cosine neighbours found here.
 *
 * @param computed (Q, computedK) document numbers, nearest first.
 * @param queryIds which list belongs to each of the Q queries.
 */
export function neighbourAgreement(
  given: GivenNeighbours,
  computed: Int32Array,
  computedK: number,
  queryIds: Int32Array,
): { readonly k: number; readonly agreement: number } {
  const k = Math.min(given.width, computedK);
  let shared = 0;
  queryIds.forEach((id, query) => {
    const start = id * given.width;
    const list = new Set(given.data.subarray(start, start + k));
    for (let rank = 0; rank < k; rank++)
      if (list.has(computed[query * computedK + rank])) shared++;
  });
  return { k, agreement: shared / (k * queryIds.length) };
}
