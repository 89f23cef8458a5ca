import { foldWeights } from "../../../src/search/hash/linear";
import { describe, expect, test } from "vitest";
import { quietContext } from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { toPackedBytes, unpackBits } from "../../../src/numeric/bits";
import { decode } from "../../fixtures/load";
import { differingBits, itqCases, itqVectors } from "./itqCases";

const backend = createReferenceBackend();

describe.each(itqCases)("numpy's mean, pca and rotation, $name", (itq) => {
  const { stored, mean, pca, rotation, bits } = itq;
  const weights = foldWeights(pca, rotation);

  test("the folded weights project as pca and rotation one after the other", async () => {
    const z = await backend.project(itqVectors, mean, weights, quietContext);
    let largest = 0;
    z.data.forEach((value, i) => {
      largest = Math.max(largest, Math.abs(value - itq.projection[i]));
    });
    // Half of the margin within which a bit may differ.
    expect(largest).toBeLessThan(5e-7);
  });

  test("every bit equals numpy's, but for projections below 1e-6", async () => {
    const codes = await backend.encode(itqVectors, mean, weights, quietContext);
    const unpacked = unpackBits(codes.words, codes.rows, bits);
    const { all, beyondMargin } = differingBits(unpacked, itq);
    expect(beyondMargin).toEqual([]);
    expect(all.length).toBeLessThanOrEqual(stored.nearZeroCount);
    if (stored.nearZeroCount === 0)
      expect(toPackedBytes(codes.words, codes.rows, bits)).toEqual(
        decode(stored.packedBits, "uint8"),
      );
  });
});
