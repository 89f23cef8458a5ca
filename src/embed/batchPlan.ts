/** Texts that are tokenised and sorted together. */
export const textsPerWindow = 4096;
/** Tokens of a batch, padding included, unless a single text has more. */
export const tokensPerBatch = 1024;
/** More texts in a batch gain nothing and are lost with it when it fails. */
export const textsPerBatch = 64;

/** The windows of `count` texts: first text and number of texts. */
export function planWindows(
  count: number,
): readonly { readonly first: number; readonly texts: number }[] {
  const windows = Math.ceil(count / textsPerWindow);
  return Array.from({ length: windows }, (_, index) => {
    const first = index * textsPerWindow;
    return { first, texts: Math.min(textsPerWindow, count - first) };
  });
}

/**
 * Cuts the texts of one window into batches of like length: sorted by number
 * of tokens, longest first, so that the padding is little and a batch that is
 * too large fails at once; equal lengths keep their order. The plan depends on
 * the lengths alone, so that work taken up again makes the same batches.
 *
 * @returns for each batch the texts' places in the window.
 */
export function planBatches(lengths: Uint32Array): readonly Uint32Array[] {
  const order = Uint32Array.from(lengths, (_, index) => index).sort(
    (a, b) => lengths[b] - lengths[a] || a - b,
  );
  const batches: Uint32Array[] = [];
  let start = 0;
  while (start < order.length) {
    // The first is the longest: it decides the padded length of all.
    const padded = Math.max(1, lengths[order[start]]);
    const fits = Math.max(1, Math.floor(tokensPerBatch / padded));
    const end = start + Math.min(fits, textsPerBatch, order.length - start);
    batches.push(order.slice(start, end));
    start = end;
  }
  return batches;
}
