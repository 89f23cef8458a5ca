import { EmbedError } from "./embedError";
import type { ModelDtype, EmbedSettings } from "../model/embedding";

export const modelDtypes: readonly ModelDtype[] = [
  "fp32",
  "fp16",
  "q8",
  "q4",
  "q4f16",
  "int8",
  "uint8",
  "bnb4",
];

const isOneOf =
  <T extends string>(values: readonly T[]) =>
  (value: unknown): value is T =>
    values.some((known) => known === value);
const isDtype = isOneOf(modelDtypes);
const isDevice = isOneOf(["webgpu", "wasm"]);
const isPooling = isOneOf(["mean", "cls"]);
const isText = (value: unknown): value is string => typeof value === "string";
const isCount = (value: unknown): value is number =>
  typeof value === "number" && Number.isSafeInteger(value) && value > 0;

/** Settings as they were kept. @throws EmbedError "bad-model" when a field is missing or unknown. */
export function parseSettings(
  kept: Readonly<Record<string, unknown>>,
): EmbedSettings {
  const field = <T>(
    name: keyof EmbedSettings,
    accepts: (value: unknown) => value is T,
  ): T => {
    const value = kept[name];
    if (accepts(value)) return value;
    throw new EmbedError(
      "bad-model",
      `The kept embeddings have ${JSON.stringify(value) ?? "nothing"} as their ${name}.`,
      "They were written by another version of the app, or damaged: delete them and embed the texts again.",
    );
  };
  return {
    model: field("model", isText),
    revision: field("revision", isText),
    device: field("device", isDevice),
    dtype: field("dtype", isDtype),
    pooling: field("pooling", isPooling),
    passagePrefix: field("passagePrefix", isText),
    queryPrefix: field("queryPrefix", isText),
    maxTokens: field("maxTokens", isCount),
    dim: field("dim", isCount),
  };
}
