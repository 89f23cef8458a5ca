import * as v from "valibot";
import { isJsonObject, jsonObjectOf } from "../model/json";
import { inCatalogue } from "./catalogue";
import { EmbedError } from "./embedError";
import { type ModelFiles, parseJson, type Repository } from "./modelFiles";
import { modelDtypes } from "./settings";
import type { DtypeSize } from "./types";
import type { ModelDtype, Pooling } from "../model/embedding";

/** What a repository's configuration says of its model. */
export interface ModelFacts {
  readonly dim: number | null;
  readonly maxTokens: number;
  /** null: nothing says it. */
  readonly pooling: Pooling | null;
  readonly passagePrefix: string;
  readonly queryPrefix: string;
}

/** Names of the weights' files, as transformers.js looks for them. */
const suffixes: Readonly<Record<ModelDtype, string>> = {
  fp32: "",
  fp16: "_fp16",
  q8: "_quantized",
  q4: "_q4",
  q4f16: "_q4f16",
  int8: "_int8",
  uint8: "_uint8",
  bnb4: "_bnb4",
};

/** The weights of one precision: the graph, and the files that it refers to. */
export function weightFiles(
  { files }: Repository,
  dtype: ModelDtype,
): { readonly graph: string; readonly data: readonly string[] } | null {
  const graph = `onnx/model${suffixes[dtype]}.onnx`;
  if (!files.some(({ path }) => path === graph)) return null;
  const data = files
    .map(({ path }) => path)
    .filter((path) => path.startsWith(`${graph}_data`))
    .sort();
  return { graph, data };
}

/** Precisions that exist, smallest first. */
export function weightSizes(repository: Repository): readonly DtypeSize[] {
  return modelDtypes
    .flatMap((dtype) => {
      const weights = weightFiles(repository, dtype);
      if (!weights) return [];
      const sizeBytes = [weights.graph, ...weights.data].reduce(
        (sum, path) =>
          sum +
          (repository.files.find((file) => file.path === path)?.sizeBytes ?? 0),
        0,
      );
      return [{ dtype, sizeBytes, exact: true }];
    })
    .sort((a, b) => a.sizeBytes - b.sizeBytes);
}

/** Position embeddings that are kept for padding. */
const offsetOfPositions: Readonly<Record<string, number>> = {
  roberta: 2,
  "xlm-roberta": 2,
  camembert: 2,
  mpnet: 2,
};

/** A width or a length; null where it is none. Tokenisers without a limit say 10^30. */
const size = v.fallback(
  v.nullable(
    v.pipe(v.number(), v.minValue(2), v.ltValue(1e9), v.transform(Math.floor)),
  ),
  null,
);

/** The fields that are read of all configurations together; each has some of them. */
const configuration = jsonObjectOf({
  model_type: v.fallback(v.string(), ""),
  hidden_size: size,
  dim: size,
  d_model: size,
  max_position_embeddings: size,
  model_max_length: size,
  max_seq_length: size,
  pooling_mode: v.fallback(v.nullable(v.picklist(["cls", "mean"])), null),
  pooling_mode_cls_token: v.unknown(),
  pooling_mode_mean_tokens: v.unknown(),
});
type Configuration = v.InferOutput<typeof configuration>;

/** What a file that is not there says. */
const nothing: Configuration = v.parse(configuration, {});

/**
 * Reads the configuration of a repository: width and positions of config.json,
 * the tokeniser's own limit, sentence-transformers' limit and pooling where the
 * repository has them. The catalogue goes before.
 */
export async function readFacts(
  repository: Repository,
  files: ModelFiles,
  signal?: AbortSignal,
): Promise<ModelFacts> {
  const read = async (path: string): Promise<Configuration | null> => {
    if (!repository.files.some((file) => file.path === path)) return null;
    const bytes = await files.read(repository, path, { signal });
    try {
      const value = parseJson({ model: repository.id, path }, bytes);
      return isJsonObject(value) && Object.keys(value).length > 0
        ? v.parse(configuration, value)
        : null;
    } catch (error) {
      await files.forget(repository, path);
      throw error;
    }
  };
  const config = await read("config.json");
  if (!config)
    throw new EmbedError("bad-model", "embed.no-config", {
      model: repository.id,
    });
  const tokeniser = (await read("tokenizer_config.json")) ?? nothing;
  const sentence = (await read("sentence_bert_config.json")) ?? nothing;
  const pooling = (await read("1_Pooling/config.json")) ?? nothing;
  const catalogued = inCatalogue(repository.id);
  const offset = offsetOfPositions[config.model_type] ?? 0;
  const positions = config.max_position_embeddings;
  const limits = [
    positions === null ? null : positions - offset,
    tokeniser.model_max_length,
    sentence.max_seq_length,
  ].filter((limit) => limit !== null);
  return {
    dim:
      config.hidden_size ??
      config.dim ??
      config.d_model ??
      catalogued?.dim ??
      null,
    maxTokens: limits.length > 0 ? Math.min(...limits) : 512,
    pooling: catalogued?.pooling ?? poolingOf(pooling),
    passagePrefix: catalogued?.passagePrefix ?? "",
    queryPrefix: catalogued?.queryPrefix ?? "",
  };
}

function poolingOf(config: Configuration): Pooling | null {
  if (config.pooling_mode_cls_token === true) return "cls";
  if (config.pooling_mode_mean_tokens === true) return "mean";
  return config.pooling_mode;
}
