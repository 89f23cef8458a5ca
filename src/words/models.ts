import type { DtypeSize, ModelInfo } from "../embed/types";
import type { ModelDtype } from "../model/embedding";
import type { Words } from "./languages";

/** "23 MB", "about 118 MB" where nobody was asked for the size. */
export function describeSize(
  words: Words,
  { sizeBytes, exact }: DtypeSize,
): string {
  const size = words.format.bytes(sizeBytes);
  return exact ? size : words.data.modelFacts.about(size);
}

/** "q8, 23 MB, comes with the app". */
export function describeModelCost(
  words: Words,
  model: ModelInfo,
  dtype: ModelDtype = model.auto.dtype,
): string {
  const size = model.sizes.find((candidate) => candidate.dtype === dtype);
  const place = words.data.modelFacts.places[model.places[dtype] ?? "hub"];
  return [dtype, ...(size ? [describeSize(words, size)] : []), place].join(
    ", ",
  );
}

/** "384 dimensions · mean pooling · reads 512 tokens · English". */
export function describeModel(words: Words, model: ModelInfo): string {
  const text = words.data.modelFacts;
  return [
    model.dim === null ? null : text.dimensions(model.dim),
    model.pooling === null ? null : text.pooling(model.pooling),
    model.maxTokens === null ? null : text.tokens(model.maxTokens),
    model.languages && text.languages[model.languages],
  ]
    .filter((part) => part !== null)
    .join(" · ");
}

/** "23 MB q8 · about 91 MB fp32". */
export function describeSizes(words: Words, model: ModelInfo): string {
  return model.sizes
    .map((size) => `${describeSize(words, size)} ${size.dtype}`)
    .join(" · ");
}
