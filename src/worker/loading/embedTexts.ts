import type { Message } from "../../model/message";
import type { EmbeddedBatch } from "../../embed/types";
import type { EmbedOutcome, OpenModel } from "../../embed/library";
import { reportEmbedding } from "./embedProgress";
import type { CallContext } from "../progress";
import type { HubAndStorage } from "../hubAndStorage";
import type { EmbedRequest, EmbedSettings } from "../../model/embedding";

/** Where finished batches go besides memory, and what is there already. */
export interface BatchKeeper {
  readonly batchesDone: number;
  readonly rowsDone: number;
  /** Vectors of the batches that are there, written into `vectors` and `tokenCounts`. */
  restore(vectors: Float32Array, tokenCounts: Uint32Array): Promise<number>;
  append(batch: EmbeddedBatch): Promise<void>;
  /** Called at the end, also of a failed or cancelled embedding. */
  finish(): Promise<void>;
}

export interface EmbeddedTexts {
  /** (texts, dim), unit length. */
  readonly vectors: Float32Array;
  readonly tokenCounts: Uint32Array;
  readonly tokens: number;
  readonly truncated: number;
  readonly settings: EmbedSettings;
  readonly parity: number | null;
  /** Only of the texts embedded now. */
  readonly elapsedMs: number;
  readonly resumedTexts: number;
  readonly tokensNow: number;
}

/** Opens the model of `request`, reporting download and opening. Throws `EmbedError`. */
export async function openModel(
  request: EmbedRequest,
  hubAndStorage: HubAndStorage,
  call: CallContext,
  onNote: (note: Message) => void,
): Promise<OpenModel> {
  const library = await hubAndStorage.library();
  return library.open(request, {
    signal: call.signal,
    onProgress: reportEmbedding(call),
    onNote,
  });
}

/**
 * Vectors of `texts`, which carry their prefix, in order. Batches that `keeper`
 * has are not made again; what was made before a failure or cancel is handed to
 * it before this rejects.
 */
export async function embedTexts(
  model: OpenModel,
  texts: readonly string[],
  call: CallContext,
  onNote: (note: Message) => void,
  keeper: BatchKeeper | null = null,
): Promise<EmbeddedTexts> {
  const { dim } = model.settings;
  const vectors = new Float32Array(texts.length * dim);
  const tokenCounts = new Uint32Array(texts.length);
  const resumedTexts = keeper?.rowsDone ?? 0;
  let truncated = 0;
  let tokensNow = 0;
  let outcome: EmbedOutcome;
  const startMs = performance.now();
  try {
    truncated = (await keeper?.restore(vectors, tokenCounts)) ?? 0;
    outcome = await model.embed(texts, {
      signal: call.signal,
      onProgress: reportEmbedding(call, () => resumedTexts),
      onNote,
      batchesDone: keeper?.batchesDone ?? 0,
      onBatch: async (batch) => {
        batch.rows.forEach((row, index) => {
          vectors.set(
            batch.vectors.subarray(index * dim, (index + 1) * dim),
            row * dim,
          );
          tokenCounts[row] = batch.tokens[index];
          tokensNow += batch.tokens[index];
        });
        truncated += batch.truncated;
        await keeper?.append(batch);
      },
    });
  } finally {
    await keeper?.finish();
  }
  return {
    vectors,
    tokenCounts,
    tokens: tokenCounts.reduce((sum, tokens) => sum + tokens, 0),
    truncated,
    settings: outcome.settings,
    parity: outcome.parity,
    elapsedMs: performance.now() - startMs,
    resumedTexts,
    tokensNow,
  };
}
