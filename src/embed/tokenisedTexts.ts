/** Token ids of a text, special tokens included. */
export type TokenIds = Int32Array;

/** Turns texts into tokens, without cutting. */
export interface Tokeniser {
  encode(text: string): TokenIds;
  /** Fills the rest of a batch's shorter texts. */
  readonly padId: number;
}

/**
 * The first `maxTokens` tokens; special tokens that close a text stay: what the
 * tokeniser puts after an empty text comes last.
 */
export function cutTokens(
  ids: TokenIds,
  maxTokens: number,
  closing: TokenIds,
): TokenIds {
  if (ids.length <= maxTokens) return ids;
  const cut = ids.slice(0, maxTokens);
  cut.set(closing, maxTokens - closing.length);
  return cut;
}

/** The special tokens that close every text: the common end of an empty and a filled one. */
export function closingTokens(tokeniser: Tokeniser): TokenIds {
  const empty = tokeniser.encode("");
  const filled = tokeniser.encode("a");
  let shared = 0;
  while (
    shared < empty.length &&
    shared < filled.length - 1 &&
    empty[empty.length - 1 - shared] === filled[filled.length - 1 - shared]
  )
    shared++;
  return empty.slice(empty.length - shared);
}
