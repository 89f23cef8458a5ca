/*
 * Texts in fields of files that programs read: the same in every language of
 * the page.
 */

/** How bits lie in bytes. */
export const packing =
  "bit 0 is the most significant bit of byte 0 (numpy.packbits)";

/** What the array of true neighbours holds. */
export const groundTruth = "rows of hashes, exact top k by cosine, best first";

/** How golden answers are ordered. */
export const answerOrder = "hamming distance, then id";
