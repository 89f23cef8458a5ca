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

const isRecord = (value: unknown): value is Record<string, unknown> =>
  typeof value === "object" && value !== null && !Array.isArray(value);
const countOf = (value: unknown): number | null =>
  // Tokenisers without a limit say 10^30.
  typeof value === "number" && value >= 2 && value < 1e9
    ? Math.floor(value)
    : null;

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
  const read = async (path: string): Promise<Record<string, unknown>> => {
    if (!repository.files.some((file) => file.path === path)) return {};
    const bytes = await files.read(repository, path, { signal });
    try {
      const value = parseJson(`${path} of ${repository.id}`, bytes);
      return isRecord(value) ? value : {};
    } catch (error) {
      await files.forget(repository, path);
      throw error;
    }
  };
  const config = await read("config.json");
  if (Object.keys(config).length === 0)
    throw new EmbedError(
      "bad-model",
      `${repository.id} has no config.json.`,
      "Choose a repository of a text model.",
    );
  const tokeniser = await read("tokenizer_config.json");
  const sentence = await read("sentence_bert_config.json");
  const pooling = await read("1_Pooling/config.json");
  const known = inCatalogue(repository.id);
  const offset = offsetOfPositions[String(config.model_type)] ?? 0;
  const positions = countOf(config.max_position_embeddings);
  const limits = [
    positions === null ? null : positions - offset,
    countOf(tokeniser.model_max_length),
    countOf(sentence.max_seq_length),
  ].filter((limit) => limit !== null);
  return {
    dim:
      countOf(config.hidden_size) ??
      countOf(config.dim) ??
      countOf(config.d_model) ??
      known?.dim ??
      null,
    maxTokens: limits.length > 0 ? Math.min(...limits) : 512,
    pooling: known?.pooling ?? poolingOf(pooling),
    passagePrefix: known?.passagePrefix ?? "",
    queryPrefix: known?.queryPrefix ?? "",
  };
}

function poolingOf(config: Record<string, unknown>): Pooling | null {
  if (config.pooling_mode_cls_token === true) return "cls";
  if (config.pooling_mode_mean_tokens === true) return "mean";
  if (config.pooling_mode === "cls" || config.pooling_mode === "mean")
    return config.pooling_mode;
  return null;
}
