import { afterEach, expect, test, vi } from "vitest";
import type { ChannelRequest } from "../../../src/channel/protocol";
import { CancelledError } from "../../../src/compute/backend";
import { hammingTopK as referenceTopK } from "../../../src/compute/reference/search";
import { createBitKernels } from "../../../src/cpu/bitKernels";
import { bitMethods } from "../../../src/cpu/bitMethods";
import { createBitPool } from "../../../src/cpu/bitPool";
import { hammingTopK } from "../../../src/cpu/bitWork";
import { serveHelper } from "../../../src/cpu/helperChannel";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";

/** The helper's own methods in this thread, over a real channel; counts its parts. */
class LocalHelper {
  static parts = 0;
  static readonly started: LocalHelper[] = [];
  private readonly channel = new MessageChannel();
  private fail: (event: { message: string }) => void = () => undefined;

  constructor() {
    serveHelper(this.channel.port2, bitMethods(createBitKernels()));
    this.channel.port1.start();
    LocalHelper.started.push(this);
  }
  postMessage(request: ChannelRequest, options: { transfer: Transferable[] }) {
    if (request.kind === "call") LocalHelper.parts++;
    this.channel.port1.postMessage(request, options);
  }
  addEventListener(type: string, listener: (event: unknown) => void): void {
    if (type === "error") this.fail = listener;
    else this.channel.port1.addEventListener(type, listener);
  }
  crash(): void {
    this.channel.port2.close();
    this.fail({ message: "out of memory" });
  }
  terminate(): void {
    this.channel.port1.close();
  }
}

afterEach(() => vi.unstubAllGlobals());

test.each([1, 2])(
  "a cancel on %d threads stops the helpers too and leaves the pool usable",
  async (threads) => {
    vi.stubGlobal("Worker", LocalHelper);
    LocalHelper.parts = 0;
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
    const partsAtCancel = LocalHelper.parts;
    await new Promise((resolve) => setTimeout(resolve, 50));
    expect(LocalHelper.parts).toBe(partsAtCancel);

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
  vi.stubGlobal("Worker", LocalHelper);
  LocalHelper.started.length = 0;
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
  expect(await scan()).toEqual(expected);
  pool.dispose();
});
