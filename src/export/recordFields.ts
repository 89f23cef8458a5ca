/*
 * Texts in fields of files that programs read: the same in every language of
 * the page.
 */

import type { RunConfig } from "../model/run/configuration";

/** How bits lie in bytes. */
export const packing =
  "bit 0 is the most significant bit of byte 0 (numpy.packbits)";

/** What the array of true neighbours holds, by what counts as true. */
export const groundTruth: Readonly<Record<RunConfig["groundTruth"], string>> = {
  exact: "rows of hashes, exact top k by cosine, best first",
  given: "rows of hashes, the first k that came with the data set",
};

/** How golden answers are ordered. */
export const answerOrder = "hamming distance, then id";
