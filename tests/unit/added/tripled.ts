import { hammingDistance, wordsPerCode } from "../../../src/numeric/bits";
import type { ScoreMethod } from "../../../src/search/score/score";

/** A score that the app does not have: three times the Hamming distance, less one for an even row. */
export const tripled: ScoreMethod = {
  name: "tripled",
  settings: {},
  stages: [],
  keys(documents, queries) {
    const words = wordsPerCode(documents.bits);
    return {
      name: "tripled",
      rows: documents.rows,
      queries: queries.rows,
      most: 3 * documents.bits + 1,
      keyOf: (row, query) =>
        3 *
          hammingDistance(
            queries.words,
            query * words,
            documents.words,
            row * words,
            words,
          ) +
        (row % 2),
      compiled: null,
      wgsl: null,
    };
  },
};
