import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { CancelledError } from "../../../src/compute/backend";
import { hammingTopK as referenceTopK } from "../../../src/compute/reference/search";
import { createBitKernels } from "../../../src/cpu/bitKernels";
import { bitMethods } from "../../../src/cpu/bitMethods";
import { createBitPool } from "../../../src/cpu/bitPool";
import { hammingTopK } from "../../../src/cpu/bitWork";
import { serveHelper } from "../../../src/cpu/helperChannel";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { LocalHelper } from "./localHelper";

beforeEach(() => {
  vi.stubGlobal("Worker", LocalHelper);
  LocalHelper.reset((port) =>
    serveHelper(port, bitMethods(createBitKernels())),
  );
});
afterEach(() => vi.unstubAllGlobals());

test.each([1, 2])(
  "a cancel on %d threads stops the helpers too and leaves the pool usable",
  async (threads) => {
    const random = new NumpyGenerator(1);
    // Many parts: a part has at least 8192 documents with this many queries.
    const rows = 100_000;
    const word = () => random.integers(2 ** 32);
    const codes = {
      words: Uint32Array.from({ length: rows }, word),
      rows,
      bits: 32,
    };
    const queries = {
      words: Uint32Array.from({ length: 2048 }, word),
      rows: 2048,
      bits: 32,
    };
    const pool = createBitPool(createBitKernels()!, threads);
    const nobody = new Int32Array(queries.rows).fill(-1);
    await expect(
      hammingTopK(pool, codes, queries, 3, nobody, {
        checkpoint: async () => {
          throw new CancelledError();
        },
      }),
    ).rejects.toThrow(CancelledError);
    const sentAtCancel = LocalHelper.sent.length;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(LocalHelper.sent.length).toBe(sentAtCancel);

    const few = { words: queries.words.slice(0, 2), rows: 2, bits: 32 };
    const excluded = Int32Array.of(5, -1);
    const found = await hammingTopK(pool, codes, few, 9, excluded, {
      checkpoint: () => Promise.resolve(),
    });
    expect(found).toEqual(referenceTopK(codes, few, 9, excluded));
    pool.dispose();
  },
);

test("a helper that stops leaves its parts to this thread", async () => {
  const random = new NumpyGenerator(2);
  const codesOf = (rows: number) => ({
    words: Uint32Array.from({ length: rows }, () => random.integers(2 ** 32)),
    rows,
    bits: 32,
  });
  const codes = codesOf(60_000);
  const queries = codesOf(2048);
  const excluded = new Int32Array(queries.rows).fill(-1);
  const pool = createBitPool(createBitKernels()!, 2);
  const scan = () =>
    hammingTopK(pool, codes, queries, 3, excluded, {
      checkpoint: async (done) => {
        if (done === 1) LocalHelper.started[0].crash();
      },
    });
  const expected = await hammingTopK(
    createBitPool(createBitKernels()!, 1),
    codes,
    queries,
    3,
    excluded,
    { checkpoint: async () => undefined },
  );
  expect(await scan()).toEqual(expected);
  // The operands once, then one message for each part that it was given.
  const [first, ...others] = LocalHelper.sent;
  expect(first).toBe("operands");
  expect(others.length).toBeGreaterThan(1);
  expect(new Set(others)).toEqual(new Set(["part"]));
  expect(await scan()).toEqual(expected);
  expect(LocalHelper.sent).toHaveLength(1 + others.length);
  pool.dispose();
});

test("jobs that are asked at once are done one after the other, each with its own operands", async () => {
  const random = new NumpyGenerator(5);
  const codesOf = (rows: number) => ({
    words: Uint32Array.from({ length: rows }, () => random.integers(2 ** 32)),
    rows,
    bits: 32,
  });
  const pool = createBitPool(createBitKernels()!, 2);
  const alone = createBitPool(createBitKernels()!, 1);
  const jobs = Array.from({ length: 12 }, (_, i) => ({
    codes: codesOf(20_000 + 1000 * i),
    queries: codesOf(512 + i),
    isCancelled: i % 3 === 1,
  }));
  const scan = (
    to: typeof pool,
    { codes, queries, isCancelled }: (typeof jobs)[number],
  ) =>
    hammingTopK(to, codes, queries, 3, new Int32Array(queries.rows).fill(-1), {
      checkpoint: async () => {
        if (isCancelled) throw new CancelledError();
      },
    });
  const outcomes = await Promise.allSettled(jobs.map((job) => scan(pool, job)));
  for (const [i, outcome] of outcomes.entries()) {
    if (jobs[i].isCancelled) expect(outcome.status).toBe("rejected");
    else
      expect(outcome).toEqual({
        status: "fulfilled",
        value: await scan(alone, jobs[i]),
      });
  }
  pool.dispose();
});
