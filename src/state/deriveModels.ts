import type { DtypeSize, ModelInfo } from "../embed/types";
import { formatBytes } from "../numeric/format";
import type { ModelDtype } from "../model/embedding";

const placeWords = {
  local: "comes with the app",
  cached: "downloaded before",
  hub: "is downloaded from the hub, once",
} as const;

/** "23 MB", "about 118 MB" where nobody was asked for the size. */
export function describeSize({ sizeBytes, exact }: DtypeSize): string {
  return `${exact ? "" : "about "}${formatBytes(sizeBytes)}`;
}

/** The precision that is used when none is chosen, and what it costs. */
export function sizeOf(model: ModelInfo, dtype: ModelDtype): DtypeSize | null {
  return model.sizes.find((size) => size.dtype === dtype) ?? null;
}

/** "q8, 23 MB, comes with the app". */
export function describeModelCost(
  model: ModelInfo,
  dtype: ModelDtype = model.auto.dtype,
): string {
  const size = sizeOf(model, dtype);
  const place = placeWords[model.places[dtype] ?? "hub"];
  return [dtype, ...(size ? [describeSize(size)] : []), place].join(", ");
}

/** "384 dimensions · mean pooling · 512 tokens · English". */
export function describeModel(model: ModelInfo): string {
  return [
    model.dim === null ? null : `${model.dim} dimensions`,
    model.pooling === null ? null : `${model.pooling} pooling`,
    model.maxTokens === null ? null : `reads ${model.maxTokens} tokens`,
    model.languages,
  ]
    .filter((part) => part !== null && part !== "")
    .join(" · ");
}

/** "23 MB q8 · about 91 MB fp32". */
export function describeSizes(model: ModelInfo): string {
  return model.sizes
    .map((size) => `${describeSize(size)} ${size.dtype}`)
    .join(" · ");
}
