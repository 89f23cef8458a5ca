import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Codes,
  type ComputeBackend,
  quietContext,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import { bitOf, codesOf, randomCodes, seededRandom } from "./cases";

const BITS = [1, 16, 31, 32, 33, 45, 128, 255, 256, 300];

// 2^16 rows are one chunk of the CPU's.
const ROWS = [1, 63, 64, 65, 997];

/** The rows of `codes` and, for each, its complement. */
function withComplements(codes: Codes): Codes {
  return codesOf(
    codes.rows * 2,
    codes.bits,
    (row, bit) => bitOf(codes, row >> 1, bit) !== (row % 2 === 1),
  );
}

describe.each(BACKENDS)("pivotDistances on %s", (backendName) => {
  const reference = createReferenceBackend();
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  describe.each(BITS)("%i bits", (bits) => {
    test.each(ROWS)("%i rows", async (rows) => {
      const random = seededRandom(rows * 1000 + bits);
      const codes = randomCodes(random, rows, bits);
      const pivots = randomCodes(random, 8, bits);
      const got = await backend.pivotDistances(codes, pivots, quietContext);
      const wanted = await reference.pivotDistances(
        codes,
        pivots,
        quietContext,
      );
      expect(got).toBeInstanceOf(bits > 255 ? Uint16Array : Uint8Array);
      expect(got).toEqual(wanted);
    });

    test("reach from 0 to all bits without wrapping", async () => {
      const pivots = withComplements(randomCodes(seededRandom(bits), 2, bits));
      const got = await backend.pivotDistances(pivots, pivots, quietContext);
      expect(got).toHaveLength(16);
      expect([got[0], got[1], got[4], got[5]]).toEqual([0, bits, bits, 0]);
      expect(got[2] + got[3]).toBe(bits);
    });
  });

  test.each([
    [70_001, 16, 1],
    [66_003, 128, 5],
    [70_001, 300, 2],
  ])("%i rows of %i bits, %i pivots", async (rows, bits, pivotCount) => {
    const random = seededRandom(rows + bits);
    const codes = randomCodes(random, rows, bits);
    const pivots = randomCodes(random, pivotCount, bits);
    const got = await backend.pivotDistances(codes, pivots, quietContext);
    const wanted = await reference.pivotDistances(codes, pivots, quietContext);
    expect(got.every((distance, i) => distance === wanted[i])).toBe(true);
    expect(got.length).toBe(wanted.length);
  });

  test("codes of another length are an error of the caller", async () => {
    const random = seededRandom(3);
    await expect(
      backend.pivotDistances(
        randomCodes(random, 4, 32),
        randomCodes(random, 1, 64),
        quietContext,
      ),
    ).rejects.toThrow("32 and 64 bits");
  });
});
