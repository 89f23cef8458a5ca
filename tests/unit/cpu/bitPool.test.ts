import { afterEach, expect, test, vi } from "vitest";
import { CancelledError } from "../../../src/compute/backend";
import { hammingTopK as referenceTopK } from "../../../src/compute/reference/search";
import { createBitKernels } from "../../../src/cpu/bitKernels";
import type { HelperReply, HelperRequest } from "../../../src/cpu/bitMessages";
import { createBitPool } from "../../../src/cpu/bitPool";
import { runPart } from "../../../src/cpu/bitTasks";
import { hammingTopK } from "../../../src/cpu/bitWork";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";

/** A helper in this thread that answers a turn later, and counts its parts. */
class LocalHelper {
  static parts = 0;
  onmessage: ((event: { data: HelperReply }) => void) | null = null;
  onerror: (() => void) | null = null;
  private readonly kernels = createBitKernels()!;
  private operands: (HelperRequest & { type: "operands" }) | null = null;

  postMessage(request: HelperRequest): void {
    if (request.type === "operands") {
      this.operands = request;
      return;
    }
    const { operands: present } = this;
    if (present?.job !== request.job) return;
    LocalHelper.parts++;
    const { job, index, part } = request;
    const result = runPart(this.kernels, present.kind, present.operands, part);
    setTimeout(() => this.onmessage?.({ data: { job, index, result } }));
  }
  terminate(): void {
    this.onmessage = null;
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
