/** How the vectors of a data set were made. */
export interface EmbeddingReport {
  readonly settings: EmbedSettings;
  /** Over all documents and queries, special tokens included. */
  readonly tokens: number;
  /** Texts cut because they were longer than the model reads. */
  readonly truncated: number;
  readonly elapsedMs: number;
  readonly documentsPerSecond: number;
  readonly tokensPerSecond: number;
  /** Texts whose vectors were kept from before. */
  readonly resumedTexts: number;
  /** Cosine of the first batch on WebGPU and on WASM, least of the batch; null on WASM. */
  readonly parity: number | null;
  /** Id among the kept embeddings, null when they are not kept. */
  readonly keptId: string | null;
}
/** Number formats of model weights, as transformers.js names them. */
export type ModelDtype =
  "fp32" | "fp16" | "q8" | "q4" | "q4f16" | "int8" | "uint8" | "bnb4";
/** How the vectors of a text's tokens become one. */
export type Pooling = "mean" | "cls";
/** Where a model runs. */
export type EmbedDevice = "webgpu" | "wasm";
/** Which prefix goes before a text. */
export type TextRole = "passage" | "query";
/** What a person chose; what is left out is decided from model and device. */
export interface EmbedRequest {
  /** Hub id, e.g. "Xenova/all-MiniLM-L6-v2". */
  readonly model: string;
  /** Hub revision; default "main". */
  readonly revision?: string;
  /** "cpu" is another word for "wasm". */
  readonly device?: "auto" | "cpu" | EmbedDevice;
  readonly dtype?: "auto" | ModelDtype;
  /** Needed only where the repository does not say it. */
  readonly pooling?: Pooling;
  /** Before each document; default: the model's own passage prefix. */
  readonly prefix?: string;
  /** Before each query; default: the model's own query prefix. */
  readonly queryPrefix?: string;
}
/** All that decides the vectors of a text. Plain JSON, kept beside them. */
export interface EmbedSettings {
  readonly model: string;
  readonly revision: string;
  readonly device: EmbedDevice;
  readonly dtype: ModelDtype;
  readonly pooling: Pooling;
  readonly passagePrefix: string;
  readonly queryPrefix: string;
  /** Tokens kept of a text, special ones included. */
  readonly maxTokens: number;
  readonly dim: number;
}
