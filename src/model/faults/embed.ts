import type { ModelDtype } from "../embedding";

/** A file of a model, or the list of its files where `path` is null. */
export interface ModelFileName {
  readonly model: string;
  readonly path: string | null;
}

/** Faults of models and of their downloads. */
export interface EmbedFaults {
  "embed.no-texts": Record<never, never>;
  "embed.no-model-id": { readonly model: string };
  "embed.no-such-model": { readonly model: string; readonly host: string };
  "embed.no-config": { readonly model: string };
  "embed.no-pooling": { readonly model: string };
  "embed.no-tokeniser": { readonly model: string };
  "embed.tokeniser-unusable": {
    readonly model: string;
    readonly detail: string;
  };
  "embed.no-onnx-weights": { readonly model: string };
  "embed.no-weights-in-dtype": {
    readonly model: string;
    readonly dtype: ModelDtype;
    readonly available: readonly ModelDtype[];
  };
  "embed.no-shader-f16": { readonly dtype: ModelDtype };
  "embed.weights-refused": { readonly model: string; readonly detail: string };
  "embed.width-differs": {
    readonly model: string;
    readonly width: number;
    readonly expected: number;
  };
  "embed.no-floats": { readonly model: string };
  "embed.text-failed": { readonly detail: string };
  /** `value` as JSON; null where there is none. */
  "embed.kept-settings": {
    readonly field: string;
    readonly value: string | null;
  };

  "embed.host-silent": ModelFileName & { readonly host: string };
  "embed.host-status": ModelFileName & {
    readonly host: string;
    readonly status: number;
  };
  "embed.download-stalled": ModelFileName & {
    readonly seconds: number;
    readonly received: number;
  };
  "embed.download-cut": ModelFileName & {
    readonly received: number;
    readonly total: number | null;
  };
  "embed.web-page": ModelFileName & { readonly host: string };
  "embed.hash-differs": ModelFileName & {
    readonly sha256: string;
    readonly expected: string;
  };
  "embed.not-json": ModelFileName & { readonly detail: string };
  "embed.no-list": { readonly model: string };
}
