import type { RunSnapshot } from "../model/run/record";
import type { Words } from "../words/languages";
import { wordsOfMethod } from "../words/words";

/** "wordnet-10k · 128 bits · 8 pivots · held-out", and what else is unusual. */
export function defaultName(
  { result }: Pick<RunSnapshot, "result">,
  { methods }: Pick<Words, "methods">,
): string {
  const { config, dataset } = result;
  const { protocol, queries } = config;
  const choices = (["hash", "structure", "score"] as const).map((family) => ({
    choice: config[family],
    words: wordsOfMethod(methods[family], config[family].method),
  }));
  return [
    dataset.name,
    ...choices.flatMap(({ choice, words }) => words.name(choice)),
    protocol,
    ...(queries.census ? ["census"] : []),
    ...choices.flatMap(({ choice, words }) => words.unusual(choice)),
  ].join(" · ");
}
