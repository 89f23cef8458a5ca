import { EmbedError } from "../../embed/embedError";
import type { EmbedRequest, EmbedSettings } from "../../model/embedding";
import type { Message } from "../../model/message";
import { embedTexts, openModel } from "../loading/embedTexts";
import type { CallContext } from "../progress";
import type { Session } from "../session";

export interface EmbedCall {
  readonly texts: readonly string[];
  readonly options: EmbedRequest;
}

export interface EmbedResult {
  /** (texts, dim), unit length, row-major. */
  readonly vectors: Float32Array;
  readonly dim: number;
  /** Tokens over all texts, prefix and special ones included. */
  readonly tokens: number;
  /** Tokens of each text. */
  readonly tokenCounts: Uint32Array;
  /** Texts cut because they were longer than the model reads. */
  readonly truncated: number;
  readonly settings: EmbedSettings;
  readonly elapsedMs: number;
  /** Least cosine of the first batch on WebGPU and on WASM; null on WASM. */
  readonly parity: number | null;
  readonly notes: readonly Message[];
}

/** Vectors of texts by a model of the hub, each with the passage prefix before it. */
export async function embed(
  { hubAndStorage }: Session,
  { texts, options }: EmbedCall,
  call: CallContext,
): Promise<EmbedResult> {
  if (texts.length === 0)
    throw new EmbedError("no-texts", "embed.no-texts", {});
  const notes: Message[] = [];
  const onNote = (note: Message) => notes.push(note);
  const model = await openModel(options, hubAndStorage, call, onNote);
  const prefix = model.settings.passagePrefix;
  const embedded = await embedTexts(
    model,
    texts.map((text) => prefix + text),
    call,
    onNote,
  );
  const { vectors, settings, tokens, tokenCounts } = embedded;
  const { truncated, elapsedMs, parity } = embedded;
  return {
    vectors,
    dim: settings.dim,
    tokens,
    tokenCounts,
    truncated,
    settings,
    elapsedMs,
    parity,
    notes,
  };
}
