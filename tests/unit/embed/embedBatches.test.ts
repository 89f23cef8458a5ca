import { describe, expect, test } from "vitest";
import type { BatchRunner } from "../../../src/embed/batchRunner";
import { embedBatches } from "../../../src/embed/embedBatches";
import { EmbedError } from "../../../src/embed/embedError";
import { sentenceOf } from "../words/textOf";
import type { EmbeddedBatch } from "../../../src/embed/types";
import {
  toyDim,
  toyRunner,
  toyTokeniser,
  toyVector,
} from "../worker/localHubAndStorage";

const texts = Array.from(
  { length: 300 },
  (_, i) => `text ${i} ${"x".repeat((i * 29) % 50)}`,
);
const expected = texts.map((text) => toyVector(toyTokeniser.encode(text)));

interface Options {
  readonly runner?: BatchRunner;
  readonly wasm?: BatchRunner;
  readonly batchesDone?: number;
  readonly maxTokens?: number;
  readonly signal?: AbortSignal;
  readonly onBatch?: (batch: EmbeddedBatch) => void;
}

async function embed(options: Options = {}) {
  const notes: string[] = [];
  const batches: EmbeddedBatch[] = [];
  const rows = new Map<number, Float32Array>();
  const slot = { runner: options.runner ?? toyRunner() };
  const outcome = embedBatches({
    texts,
    tokeniser: toyTokeniser,
    maxTokens: options.maxTokens ?? 512,
    dim: toyDim,
    slot,
    openWasm: () =>
      options.wasm
        ? Promise.resolve(options.wasm)
        : Promise.reject(new Error("WASM was not to be asked for")),
    hooks: {
      signal: options.signal ?? new AbortController().signal,
      onProgress: () => undefined,
      onNote: (note) => notes.push(sentenceOf(note)),
      batchesDone: options.batchesDone ?? 0,
      onBatch: (batch) => {
        batches.push(batch);
        batch.rows.forEach((row, index) =>
          rows.set(
            row,
            batch.vectors.slice(index * toyDim, (index + 1) * toyDim),
          ),
        );
        options.onBatch?.(batch);
        return Promise.resolve();
      },
    },
  });
  const settled = await outcome.then(
    (value) => ({ value, error: null }),
    (error: unknown) => ({ value: null, error }),
  );
  return { ...settled, notes, batches, rows, slot };
}

const inOrder = (rows: ReadonlyMap<number, Float32Array>) =>
  texts.map((_, row) => rows.get(row));

/** A runner that fails while `fails` says so. */
function failing(
  device: "webgpu" | "wasm",
  fails: (texts: number, call: number) => boolean,
): BatchRunner & { readonly sizes: number[] } {
  const own = toyRunner(device);
  const sizes: number[] = [];
  return {
    ...own,
    sizes,
    run(batch) {
      sizes.push(batch.length);
      return fails(batch.length, sizes.length)
        ? Promise.reject(new Error("out of memory"))
        : own.run(batch);
    },
  };
}

test("every text once, with its own vector, in batches that follow each other", async () => {
  const { rows, batches, value, notes } = await embed();
  expect(inOrder(rows)).toEqual(expected);
  expect(batches.map(({ index }) => index)).toEqual(batches.map((_, i) => i));
  expect(value).toMatchObject({ device: "wasm", parity: null, truncated: 0 });
  expect(notes).toEqual([]);
});

describe("WebGPU is checked by its first batch", () => {
  test("and goes on where it agrees", async () => {
    const { value, notes, rows } = await embed({
      runner: toyRunner("webgpu"),
      wasm: toyRunner(),
    });
    expect(value).toMatchObject({ device: "webgpu" });
    expect(value?.parity).toBeGreaterThan(0.999);
    expect(notes).toEqual([]);
    expect(inOrder(rows)).toEqual(expected);
  });

  test.each([
    ["turned", (vectors: Float32Array) => vectors.reverse()],
    ["zero", (vectors: Float32Array) => vectors.fill(0)],
    ["no numbers", (vectors: Float32Array) => vectors.fill(NaN)],
    [
      "wrong in one text",
      (vectors: Float32Array) => vectors.fill(0.2, 0, toyDim),
    ],
  ])("a spoiled output is caught: %s", async (_, spoil) => {
    const { value, notes, rows } = await embed({
      runner: toyRunner("webgpu", spoil),
      wasm: toyRunner(),
    });
    expect(value?.device).toBe("wasm");
    expect(value?.parity).toBeLessThan(0.99);
    expect(notes.join(" ")).toMatch(/WebGPU gave wrong vectors .*\(cosine/);
    // None of the wrong vectors got out.
    expect(inOrder(rows)).toEqual(expected);
  });
});

describe("failures", () => {
  test("a batch that is too large is halved, and reported whole", async () => {
    const runner = failing("wasm", (size) => size > 10);
    const { rows, batches, notes } = await embed({ runner });
    expect(inOrder(rows)).toEqual(expected);
    expect(
      Math.max(...batches.map((batch) => batch.rows.length)),
    ).toBeGreaterThan(10);
    expect(notes[0]).toContain("smaller pieces");
  });

  test("a lost GPU: WASM makes the batch again and goes on", async () => {
    const runner = failing("webgpu", (_, call) => call > 2);
    const { rows, value, notes, slot } = await embed({
      runner,
      wasm: toyRunner(),
    });
    expect(inOrder(rows)).toEqual(expected);
    expect(value?.device).toBe("wasm");
    expect(slot.runner.device).toBe("wasm");
    expect(notes.join(" ")).toMatch(/WebGPU failed \(out of memory\)/);
  });

  test("where WASM fails as well, what was made is there", async () => {
    const runner = failing("wasm", (_, call) => call > 3);
    const { error, batches } = await embed({ runner });
    expect(error).toBeInstanceOf(EmbedError);
    expect(error).toMatchObject({ code: "embedding-failed" });
    expect(batches).toHaveLength(3);
  });
});

test("a cancel keeps what was made, and going on gives the same bits", async () => {
  const whole = await embed();
  const controller = new AbortController();
  const first = await embed({
    signal: controller.signal,
    onBatch: ({ index }) => {
      if (index === 2) controller.abort();
    },
  });
  expect(first.error).toMatchObject({ name: "AbortError" });
  expect(first.batches).toHaveLength(3);
  const rest = await embed({ batchesDone: 3 });
  expect([...first.batches, ...rest.batches]).toEqual(whole.batches);
});

test("long texts are cut before their closing token, and counted", async () => {
  const seen: Int32Array[] = [];
  const own = toyRunner();
  const { value } = await embed({
    maxTokens: 20,
    runner: {
      ...own,
      run(batch) {
        seen.push(...batch);
        return own.run(batch);
      },
    },
  });
  const long = texts.filter((text) => text.length + 2 > 20).length;
  expect(value?.truncated).toBe(long);
  expect(long).toBeGreaterThan(100);
  for (const ids of seen) {
    expect(ids.length).toBeLessThanOrEqual(20);
    expect(ids[0]).toBe(1);
    expect(ids[ids.length - 1]).toBe(2);
  }
});
