import type { ModelDtype, Pooling, EmbedDevice } from "../model/embedding";
import type { Message } from "../model/message";

/** A weight file's size in one precision. */
export interface DtypeSize {
  readonly dtype: ModelDtype;
  readonly sizeBytes: number;
  /** False: reckoned from the number of parameters, the hub was not asked or did not answer. */
  readonly exact: boolean;
}

export type ModelPlace = "local" | "cached" | "hub";

/** What a model was trained on, as its publisher says. */
export type ModelLanguages = "english" | "multilingual";

/** A model as the page lists it. */
export interface ModelInfo {
  readonly id: string;
  readonly title: string;
  /** null until a session or the repository's configuration told. */
  readonly dim: number | null;
  readonly maxTokens: number | null;
  /** null: the repository does not say; the visitor is asked. */
  readonly pooling: Pooling | null;
  readonly passagePrefix: string;
  readonly queryPrefix: string;
  /** null: not stated. */
  readonly languages: ModelLanguages | null;
  /** Precisions that exist, smallest first. */
  readonly sizes: readonly DtypeSize[];
  /** Where the weights of each precision are; what is not named is on the hub. */
  readonly places: Readonly<Partial<Record<ModelDtype, ModelPlace>>>;
  /** What device and precision "auto" would take here. */
  readonly auto: { readonly device: EmbedDevice; readonly dtype: ModelDtype };
  /** True for the built-in catalogue. */
  readonly listed: boolean;
}

/** Phases of embedding, in order. */
export type EmbedPhase = "download" | "prepare" | "tokenise" | "embed";

export interface EmbedProgress {
  readonly phase: EmbedPhase;
  /** bytes, nothing, texts, texts. */
  readonly done: number;
  readonly total: number;
  /** Tokens embedded so far in this call (phase "embed"). */
  readonly tokens: number;
  /** Texts cut so far because they were longer than maxTokens. */
  readonly truncated: number;
  /** File being downloaded, or null. */
  readonly file: string | null;
}

/** One finished batch: vectors of texts `rows`, in that order. */
export interface EmbeddedBatch {
  /** Place in the plan, counting from 0. */
  readonly index: number;
  readonly rows: Uint32Array;
  /** (rows, dim), unit length. */
  readonly vectors: Float32Array;
  /** Tokens of each row, after truncation. */
  readonly tokens: Uint32Array;
  /** Rows of this batch that were cut. */
  readonly truncated: number;
}

export interface EmbedHooks {
  readonly signal: AbortSignal;
  readonly onProgress: (progress: EmbedProgress) => void;
  /** Something the visitor should know: a fallback, a retry. */
  readonly onNote: (note: Message) => void;
  /** Awaited before the next batch begins. */
  readonly onBatch: (batch: EmbeddedBatch) => Promise<void>;
  /** Batches of the same plan that are there already; the first `done` are skipped. */
  readonly batchesDone: number;
}
