import { describe, expect, test } from "vitest";
import { quietContext } from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import {
  computeMoments,
  cumulativeVariance,
  leadingAxes,
  principalAxes,
} from "../../../src/search/hash/moments";
import { decode } from "../../fixtures/load";
import { itqCases, itqVectors } from "./itqCases";

const backend = createReferenceBackend();
const moments = computeMoments(backend, itqVectors, quietContext);

async function axesOfFixture() {
  return principalAxes(backend, (await moments).covariance, itqVectors.columns);
}

describe.each(itqCases)(
  "moments and axes, $name",
  ({ stored, mean, ...itq }) => {
    test("the mean is numpy's", async () => {
      const found = await moments;
      expect(found.mean).toEqual(mean);
      // Of the stored f32 mean, numpy's of the f64 one.
      expect(Math.abs(found.meanNorm - stored.meanNorm)).toBeLessThan(1e-8);
    });

    test("the eigenvalues are numpy's, descending", async () => {
      const { values } = await axesOfFixture();
      const expected = decode(stored.eigenvalues, "float64");
      values.forEach((value, i) =>
        expect(Math.abs(value - expected[i])).toBeLessThan(1e-14),
      );
    });

    test("the leading axes are numpy's up to their sign", async () => {
      const pca = await leadingAxes(await axesOfFixture(), itq.bits);
      expect([pca.rows, pca.columns]).toEqual([itqVectors.columns, itq.bits]);
      for (let j = 0; j < itq.bits; j++) {
        let dot = 0;
        for (let i = 0; i < pca.rows; i++) {
          const at = i * itq.bits + j;
          dot += pca.data[at] * itq.pca.data[at];
        }
        expect(Math.abs(dot)).toBeCloseTo(1, 6);
      }
    });

    test("the explained variance is numpy's", async () => {
      const shares = cumulativeVariance((await axesOfFixture()).values);
      expect(shares[itq.bits - 1]).toBeCloseTo(stored.explainedVariance, 12);
      expect(shares[shares.length - 1]).toBeCloseTo(1, 12);
    });
  },
);

describe("degenerate spectra", () => {
  test("round-off below zero becomes zero, and no variance is a share of 0", async () => {
    const axes = await principalAxes(backend, Float64Array.of(1, 2, 2, 4), 2);
    expect(axes.values[0]).toBeCloseTo(5, 12);
    expect(axes.values[1]).toBeGreaterThanOrEqual(0);
    expect(axes.values[1]).toBeLessThan(1e-12);
    expect(cumulativeVariance(new Float64Array(3))).toEqual(
      new Float64Array(3),
    );
  });
});
