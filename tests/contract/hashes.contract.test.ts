import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type ComputeBackend, quietContext } from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { completeConfig } from "../../src/search/config/complete";
import type { FitInput, HashTools } from "../../src/search/hash/hash";
import { methods } from "../../src/search/registry";
import { BACKENDS, openBackend } from "./backends";
import { seededRandom, unitRows } from "./cases";

const reference = createReferenceBackend();
const bits = 32;
const rows = 257;
const dim = 48;

function toolsOf(backend: ComputeBackend): HashTools {
  return {
    backend,
    stage: (_, __, compute) => compute(quietContext),
  };
}

const input: FitInput = {
  documents: unitRows(seededRandom(11), rows, dim),
  documentsKey: "documents",
  given: {},
  givenKey: "",
};

function mostDifferent(a: ArrayLike<number>, b: ArrayLike<number>): number {
  expect(a.length).toBe(b.length);
  let most = 0;
  for (let i = 0; i < a.length; i++)
    most = Math.max(most, Math.abs(a[i] - b[i]));
  return most;
}

describe.each(BACKENDS)("hashes on %s", (name) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(name);
  });
  afterAll(() => backend.dispose());

  test.each(Object.keys(methods.hash))(
    "%s: restored from the reference's arrays it makes the reference's codes",
    async (method) => {
      const choice = completeConfig({ hash: { method, bits } }).hash;
      const fitted = await methods.hash[method].fit(
        input,
        choice,
        toolsOf(reference),
      );
      const wanted = await fitted.encode(input.documents, quietContext);
      const restored = await methods.hash[method].restore(
        fitted.arrays,
        "arrays",
        input,
        choice,
        toolsOf(backend),
      );
      const codes = await restored.encode(input.documents, quietContext);
      expect(codes.bits).toBe(bits);
      // A bit may turn only where its projection is nearly zero.
      for (let row = 0; row < rows; row++) {
        const z = fitted.project(
          input.documents.data.subarray(row * dim, (row + 1) * dim),
        );
        for (let bit = 0; bit < bits; bit++) {
          const mask = 0x80000000 >>> bit;
          const turned = ((codes.words[row] ^ wanted.words[row]) & mask) !== 0;
          if (turned) expect(Math.abs(z[bit])).toBeLessThan(1e-6);
        }
      }
    },
  );

  test.each(Object.keys(methods.hash))(
    "%s: a fit of its own has the reference's mean, variance and first error",
    async (method) => {
      const choice = completeConfig({ hash: { method, bits } }).hash;
      const fit = (on: ComputeBackend) =>
        methods.hash[method].fit(input, choice, toolsOf(on));
      const [wanted, fitted] = [await fit(reference), await fit(backend)];
      expect(mostDifferent(fitted.centre, wanted.centre)).toBeLessThan(1e-6);
      expect(
        Math.abs(fitted.explainedVariance - wanted.explainedVariance),
      ).toBeLessThan(1e-5);
      expect(Object.keys(fitted.arrays)).toEqual(Object.keys(wanted.arrays));
      for (const [at, { values }] of wanted.series.entries())
        expect(Math.abs(fitted.series[at].values[0] - values[0])).toBeLessThan(
          1e-5,
        );
    },
  );
});
