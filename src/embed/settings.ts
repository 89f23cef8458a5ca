import * as v from "valibot";
import { fitTo, jsonObjectOf } from "../model/json";
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

const size = v.pipe(v.number(), v.safeInteger(), v.minValue(1));

const keptSettings = jsonObjectOf({
  model: v.string(),
  revision: v.string(),
  device: v.picklist(["webgpu", "wasm"]),
  dtype: v.picklist(modelDtypes),
  pooling: v.picklist(["mean", "cls"]),
  passagePrefix: v.string(),
  queryPrefix: v.string(),
  maxTokens: size,
  dim: size,
});

/** Settings as they were kept. @throws EmbedError "bad-model" when a field is missing or unknown. */
export function parseSettings(
  kept: Readonly<Record<string, unknown>>,
): EmbedSettings {
  const fitting = fitTo(keptSettings, kept);
  if (fitting.fits) return fitting.value;
  throw new EmbedError("bad-model", "embed.kept-settings", {
    field: fitting.path,
    value: JSON.stringify(fitting.value) ?? null,
  });
}
