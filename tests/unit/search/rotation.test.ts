import { foldWeights } from "../../../src/search/hash/linear";
import { describe, expect, test } from "vitest";
import {
  CancelledError,
  type Matrix,
  quietContext,
} from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { fitRotation, randomRotation } from "../../../src/search/hash/rotation";
import { decode } from "../../fixtures/load";
import { largestDifference } from "../compute/typedArrays";
import { itqCases, itqVectors } from "./itqCases";

const backend = createReferenceBackend();

/** max|R'R - I| of a (size, size) matrix. */
function orthogonalityError(r: ArrayLike<number>, size: number): number {
  let worst = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let sum = 0;
      for (let row = 0; row < size; row++)
        sum += r[row * size + i] * r[row * size + j];
      worst = Math.max(worst, Math.abs(sum - (i === j ? 1 : 0)));
    }
  return worst;
}

describe.each(itqCases)(
  "ITQ from numpy's mean, pca and initial rotation, $name",
  ({ stored, mean, pca, initialRotation, rotation, bits }) => {
    const projected = backend.project(itqVectors, mean, pca, quietContext);
    const fit = async (iterations: number) =>
      fitRotation(
        backend,
        await projected,
        initialRotation,
        iterations,
        quietContext,
      );

    test.each([1, 5, 50] as const)(
      "the rotation after %d iterations is numpy's to f32",
      async (iterations) => {
        const fitted = await fit(iterations);
        const expected = decode(stored.rotations[`${iterations}`], "float64");
        expect(largestDifference(fitted.rotation, expected)).toBeLessThan(1e-7);
        expect(orthogonalityError(fitted.rotation, bits)).toBeLessThan(1e-6);
      },
    );

    test("both errors are numpy's in every iteration", async () => {
      const fitted = await fit(50);
      expect(
        largestDifference(fitted.quantizationError, stored.quantizationError),
      ).toBeLessThan(2e-8);
      expect(largestDifference(fitted.nqe, stored.nqe)).toBeLessThan(5e-8);
      expect(largestDifference(fitted.rotation, rotation)).toBeLessThan(1e-7);
    });

    test("neither error ever increases", async () => {
      const fitted = await fit(50);
      for (const errors of [fitted.quantizationError, fitted.nqe])
        for (let i = 1; i < errors.length; i++)
          expect(errors[i]).toBeLessThanOrEqual(errors[i - 1]);
      expect(fitted.nqe[49]).toBeLessThan(fitted.nqe[0]);
    });

    test("the errors are those of their definition", async () => {
      const v = await projected;
      const { quantizationError, nqe } = await fit(1);
      let squaredGap = 0;
      let absolute = 0;
      let squares = 0;
      for (let row = 0; row < v.rows; row++)
        for (let j = 0; j < bits; j++) {
          let z = 0;
          for (let i = 0; i < bits; i++)
            z += v.data[row * bits + i] * initialRotation[i * bits + j];
          squaredGap += ((z >= 0 ? 1 : -1) - z) ** 2;
          absolute += Math.abs(z);
          squares += z * z;
        }
      const count = v.rows * bits;
      expect(quantizationError[0]).toBeCloseTo(squaredGap / count, 7);
      expect(nqe[0]).toBeCloseTo(1 - absolute ** 2 / (count * squares), 7);
    });
  },
);

describe("fitRotation", () => {
  const [{ mean, pca, initialRotation }] = itqCases;
  const projected = backend.project(itqVectors, mean, pca, quietContext);

  test("no iterations leave the initial rotation and report no errors", async () => {
    const fitted = await fitRotation(
      backend,
      await projected,
      initialRotation,
      0,
      quietContext,
    );
    expect(fitted).toEqual({
      rotation: initialRotation,
      quantizationError: [],
      nqe: [],
    });
  });

  test("rows without variance keep a rotation and report an error of 1", async () => {
    const v: Matrix = { data: new Float32Array(40 * 4), rows: 40, columns: 4 };
    const start = randomRotation(4, 1);
    const fitted = await fitRotation(backend, v, start, 3, quietContext);
    expect(fitted.quantizationError).toEqual([1, 1, 1]);
    expect(fitted.nqe).toEqual([0, 0, 0]);
    expect(orthogonalityError(fitted.rotation, 4)).toBeLessThan(1e-6);
  });

  test("reports every iteration and stops where the context says so", async () => {
    const reported: [number, number][] = [];
    const stopped = fitRotation(backend, await projected, initialRotation, 50, {
      checkpoint: async (done, total) => {
        reported.push([done, total]);
        if (done === 3) throw new CancelledError();
      },
    });
    await expect(stopped).rejects.toBeInstanceOf(CancelledError);
    expect(reported).toEqual([
      [1, 50],
      [2, 50],
      [3, 50],
    ]);
  });
});

describe("randomRotation", () => {
  test("is orthogonal, and the seed decides it", () => {
    const rotation = randomRotation(32, 42);
    expect(orthogonalityError(rotation, 32)).toBeLessThan(1e-6);
    expect(randomRotation(32, 42)).toEqual(rotation);
    expect(randomRotation(32, 43)).not.toEqual(rotation);
  });
});

describe("foldWeights", () => {
  test("is the product of pca and rotation, shape (d, b)", () => {
    const pca: Matrix = {
      data: Float32Array.of(1, 2, 3, 4, 5, 6),
      rows: 3,
      columns: 2,
    };
    const folded = foldWeights(pca, Float32Array.of(0, -1, 1, 0));
    expect(folded).toEqual({
      data: Float32Array.of(2, -1, 4, -3, 6, -5),
      rows: 3,
      columns: 2,
    });
  });
});
