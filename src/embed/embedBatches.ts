import { nextMessage } from "../channel/nextMessage";
import { leastCosine } from "./pooling";
import type { BatchRunner } from "./batchRunner";
import { planBatches, planWindows } from "./batchPlan";
import { Fault, type FaultMessage } from "../model/fault";
import { EmbedError } from "./embedError";
import {
  closingTokens,
  cutTokens,
  type TokenIds,
  type Tokeniser,
} from "./tokenisedTexts";
import type { EmbedHooks } from "./types";
import type { EmbedDevice } from "../model/embedding";

/** Vectors on WebGPU and on WASM must agree so well. */
export const parityLimit = 0.99;

/** Texts tokenised between two turns of the event loop. */
const textsPerTurn = 64;

export interface EmbedJob {
  readonly texts: readonly string[];
  readonly tokeniser: Tokeniser;
  readonly maxTokens: number;
  readonly dim: number;
  /** The runner in use; replaced where another device goes on. */
  readonly slot: { runner: BatchRunner };
  /** Opens the same model on WASM: for the first batch's check, and when WebGPU fails. */
  readonly openWasm: () => Promise<BatchRunner>;
  readonly hooks: EmbedHooks;
}

export interface EmbedJobOutcome {
  readonly device: EmbedDevice;
  readonly parity: number | null;
  /** Of the batches made now. */
  readonly tokens: number;
  readonly truncated: number;
}

/**
 * Makes the vectors of all texts, batch by batch of the plan. On WebGPU the
 * first batch is made on WASM as well: where the two disagree, WASM goes on. A
 * batch that fails is halved down to single texts, then made on WASM, which
 * goes on. `hooks.onNote` tells of each of these.
 *
 * @throws EmbedError "embedding-failed" when WASM fails, too; an abort rejects
 *   with the signal's reason. Batches given to `hooks.onBatch` stay given.
 */
export async function embedBatches(job: EmbedJob): Promise<EmbedJobOutcome> {
  const { texts, tokeniser, maxTokens, dim, hooks, slot } = job;
  const { signal } = hooks;
  const closing = closingTokens(tokeniser);
  let parity: number | null = null;
  let isChecked = slot.runner.device === "wasm";
  let index = 0;
  let done = 0;
  let tokens = 0;
  let truncated = 0;
  const report = (phase: "tokenise" | "embed", at: number) =>
    hooks.onProgress({
      phase,
      done: at,
      total: texts.length,
      tokens,
      truncated,
      file: null,
    });

  async function toWasm(cause: FaultMessage | string): Promise<void> {
    const wasm = await job.openWasm();
    hooks.onNote({ name: "embed.webgpu-failed", params: { cause } });
    await slot.runner.release().catch(() => undefined);
    slot.runner = wasm;
    isChecked = true;
  }

  /** WebGPU's vectors of the first batch, or WASM's where they differ. */
  async function check(
    vectors: Float32Array,
    batch: readonly TokenIds[],
  ): Promise<Float32Array> {
    const wasm = await job.openWasm();
    const expected = await wasm.run(batch);
    parity = leastCosine(vectors, expected, dim);
    isChecked = true;
    if (parity >= parityLimit) {
      await wasm.release();
      return vectors;
    }
    hooks.onNote({ name: "embed.webgpu-wrong", params: { cosine: parity } });
    await slot.runner.release().catch(() => undefined);
    slot.runner = wasm;
    return expected;
  }

  /** The vectors of a batch, in halves where it fails. */
  async function runHalving(batch: readonly TokenIds[]): Promise<Float32Array> {
    signal.throwIfAborted();
    try {
      return await slot.runner.run(batch);
    } catch (error) {
      if (error instanceof EmbedError || batch.length === 1) throw error;
      const middle = batch.length >> 1;
      hooks.onNote({ name: "embed.batch-halved", params: {} });
      const first = await runHalving(batch.slice(0, middle));
      const second = await runHalving(batch.slice(middle));
      const joined = new Float32Array(first.length + second.length);
      joined.set(first);
      joined.set(second, first.length);
      return joined;
    }
  }

  async function runBatch(batch: readonly TokenIds[]): Promise<Float32Array> {
    try {
      const vectors = await runHalving(batch);
      return isChecked ? vectors : await check(vectors, batch);
    } catch (error) {
      signal.throwIfAborted();
      if (slot.runner.device === "wasm") throw failed(error);
      await toWasm(error instanceof Fault ? error.fault : reasonOf(error));
      return runHalving(batch).catch((again: unknown) => {
        signal.throwIfAborted();
        throw failed(again);
      });
    }
  }

  for (const window of planWindows(texts.length)) {
    const encoded: TokenIds[] = [];
    const isCut: boolean[] = [];
    for (let text = 0; text < window.texts; text++) {
      const ids = tokeniser.encode(texts[window.first + text]);
      isCut.push(ids.length > maxTokens);
      encoded.push(cutTokens(ids, maxTokens, closing));
      if (text % textsPerTurn !== textsPerTurn - 1) continue;
      if (window.first === 0) report("tokenise", text + 1);
      await nextMessage();
      signal.throwIfAborted();
    }
    const lengths = Uint32Array.from(encoded, (ids) => ids.length);
    for (const places of planBatches(lengths)) {
      const batchIndex = index++;
      if (batchIndex < hooks.batchesDone) {
        done += places.length;
        continue;
      }
      signal.throwIfAborted();
      const batch = Array.from(places, (place) => encoded[place]);
      const vectors = await runBatch(batch);
      const counts = places.map((place) => lengths[place]);
      const cut = places.reduce((sum, place) => sum + Number(isCut[place]), 0);
      done += places.length;
      truncated += cut;
      tokens += counts.reduce((sum, count) => sum + count, 0);
      await hooks.onBatch({
        index: batchIndex,
        rows: places.map((place) => window.first + place),
        vectors,
        tokens: counts,
        truncated: cut,
      });
      report("embed", done);
      await nextMessage();
    }
  }
  return { device: slot.runner.device, parity, tokens, truncated };
}

const reasonOf = (error: unknown) =>
  (error instanceof Error ? error.message : String(error))
    .split("\n")[0]
    .slice(0, 200);

function failed(error: unknown): unknown {
  if (error instanceof EmbedError) return error;
  return new EmbedError(
    "embedding-failed",
    "embed.text-failed",
    { detail: reasonOf(error) },
    { cause: error },
  );
}
