import { longWordsPerCode } from "../../numeric/codeWords";
import type { RowBatch, RunArtifacts } from "../../model/artifacts";
import { kitLanguages, type KitWords } from "../../words/kitLanguages";
import type { WrittenOptions } from "../../words/writtenOptions";

/** What a kit holds and for which setting its queries are written. */
export interface KitOptions {
  readonly embeddings: boolean;
  readonly texts: boolean;
  /** Value of the structure's knob; null: no filter. */
  readonly threshold: number | null;
  readonly limit: number;
}

/** Everything that the files of a kit are written from. */
export interface KitContext {
  readonly artifacts: RunArtifacts;
  readonly options: KitOptions;
  /** Documents. */
  readonly n: number;
  readonly dim: number;
  readonly bits: number;
  /** 64-bit words of a code. */
  readonly words: number;
  /** What READMEs and comments say. */
  readonly text: KitWords;
}

/** Reads the documents from the first to the last, a batch at a time. */
export type RowReader = (want: {
  readonly vectors: boolean;
  readonly texts: boolean;
  /** Documents of a batch. */
  readonly count: number;
}) => AsyncIterable<
  RowBatch & { readonly from: number; readonly count: number }
>;

/** Columns of texts that the documents of a kit have, in order. */
export function textColumns({
  artifacts,
  options,
}: KitContext): readonly ("doc_id" | "title" | "text")[] {
  return [
    // A document is known by its own id, whether its text is taken along or not.
    ...(artifacts.hasOwnIds ? (["doc_id"] as const) : []),
    ...(options.texts ? (["title", "text"] as const) : []),
  ];
}

/** Fills in what was not asked for. */
export function kitContext(
  artifacts: RunArtifacts,
  { language, ...asked }: WrittenOptions,
  embedsByDefault: boolean,
): KitContext {
  const { bits, result } = artifacts;
  const { config } = result;
  const n = artifacts.documentIds.length;
  const limit = asked.limit ?? config.limits[0] ?? 100;
  return {
    artifacts,
    options: {
      embeddings: asked.embeddings ?? embedsByDefault,
      texts: (asked.texts ?? true) && artifacts.hasTexts,
      threshold: artifacts.rule
        ? asked.threshold === undefined
          ? (config.thresholds[0] ?? null)
          : asked.threshold
        : null,
      limit: Math.max(1, Math.min(limit, n)),
    },
    n,
    dim: artifacts.dim,
    bits,
    words: longWordsPerCode(bits),
    text: kitLanguages[language],
  };
}
