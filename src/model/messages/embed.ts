import type { ModelDtype } from "../embedding";
import type { FaultMessage } from "../fault";

/** What a visitor should know of an embedding: fallbacks, retries, cuts. */
export interface EmbedNotes {
  "embed.no-gpu": Record<never, never>;
  "embed.dtype-on-cpu": { readonly dtype: ModelDtype };
  "embed.no-weights-for-gpu": { readonly model: string };
  "embed.not-opened-on-webgpu": Record<never, never>;
  /** The fault, or the engine's own words. */
  "embed.webgpu-failed": { readonly cause: FaultMessage | string };
  /** Least cosine of WebGPU's vectors to those of the CPU. */
  "embed.webgpu-wrong": { readonly cosine: number };
  "embed.batch-halved": Record<never, never>;
  /** A typed text and the documents by different precisions of one model. */
  "embed.query-precision": {
    readonly query: ModelDtype;
    readonly documents: ModelDtype;
  };
  "embed.texts-cut-to-tokens": {
    readonly truncated: number;
    readonly texts: number;
    readonly maxTokens: number;
  };
}
