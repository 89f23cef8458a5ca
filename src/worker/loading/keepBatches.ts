import type { Message } from "../../model/message";
import {
  KeepError,
  type KeptShard,
  type KeptStore,
  type KeptWork,
} from "../../keep/types";
import type { EmbeddedBatch } from "../../embed/types";
import type { BatchKeeper } from "./embedTexts";

/** A shard is written once it has so many rows, or after so long. */
const rowsPerShard = 512;
const shardAfterMs = 3000;

/**
 * Writes batches to an entry in shards as they are made. Where the browser's
 * storage is full, what is there stays, the rest is not kept, and `onNote` says so.
 */
export function keepBatches(
  store: KeptStore,
  work: KeptWork,
  dim: number,
  onNote: (note: Message) => void,
): BatchKeeper {
  let waiting: EmbeddedBatch[] = [];
  let lastMs = performance.now();
  let full = false;

  async function flush(): Promise<void> {
    lastMs = performance.now();
    if (waiting.length === 0 || full) return;
    const shard = joinBatches(waiting, dim);
    waiting = [];
    try {
      await work.append(shard);
    } catch (error) {
      // Whatever befalls the storage, the embeddings go on.
      if (!(error instanceof KeepError)) throw error;
      full = true;
      onNote({ name: "keep.rest-not-kept", params: { cause: error.fault } });
    }
  }

  return {
    batchesDone: work.batchesDone,
    rowsDone: work.rowsDone,
    async restore(vectors, tokenCounts) {
      if (work.rowsDone === 0) return 0;
      const kept = await store.readVectors(work.manifest.id);
      vectors.set(kept.vectors);
      tokenCounts.set(kept.tokens);
      return kept.truncated;
    },
    async append(batch) {
      if (full) return;
      waiting.push(batch);
      const rows = waiting.reduce((sum, { rows }) => sum + rows.length, 0);
      if (rows >= rowsPerShard || performance.now() - lastMs >= shardAfterMs)
        await flush();
    },
    async finish() {
      try {
        await flush();
      } finally {
        work.close();
      }
    },
  };
}

function joinBatches(
  batches: readonly EmbeddedBatch[],
  dim: number,
): KeptShard {
  const total = batches.reduce((sum, { rows }) => sum + rows.length, 0);
  const rows = new Uint32Array(total);
  const tokens = new Uint32Array(total);
  const vectors = new Float32Array(total * dim);
  let at = 0;
  for (const batch of batches) {
    rows.set(batch.rows, at);
    tokens.set(batch.tokens, at);
    vectors.set(batch.vectors, at * dim);
    at += batch.rows.length;
  }
  return {
    firstBatch: batches[0].index,
    batches: batches.length,
    rows,
    tokens,
    vectors,
    truncated: batches.reduce((sum, { truncated }) => sum + truncated, 0),
  };
}
