import { ConfigError } from "../../../src/model/configError";
import { refusalsOf } from "../../../src/model/refusal";
import { hammingDistance, wordsPerCode } from "../../../src/numeric/bits";
import type { ScoreMethod } from "../../../src/search/score/score";

/** What this score alone refuses. */
export interface TripledRefusals {
  "too-many": { readonly documents: number };
}

const refusal = refusalsOf<TripledRefusals>("score", "tripled");

/** A score that the app does not have: three times the Hamming distance, less one for an even row. */
export const tripled: ScoreMethod = {
  name: "tripled",
  settings: {},
  stages: [],
  check(_, { documents }) {
    if (documents > 1000)
      throw new ConfigError(
        "method.refused",
        refusal("too-many", { documents }),
      );
  },
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
