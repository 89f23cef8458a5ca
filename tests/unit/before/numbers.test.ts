import { describe, expect, test } from "vitest";
import { unzipSync } from "fflate";
import { writeNpy, type NpyInput } from "../../../src/data/npy";
import { runArrays } from "../../../src/export/arrays";
import { surfaceArrays } from "../../../src/export/perQueryCsv";
import { quietCall, type Session } from "../worker/support";
import {
  bytesOf,
  fitFiles,
  fullExport,
  sessionFor,
  storedFile,
  storedRun,
  storedRunNames,
  withoutIntervals,
} from "./storedRuns";

/** The page sums in f32, the reference in f64; the largest difference seen is 6.2e-8. */
const FIT_TOLERANCE = 1e-6;

test.each(storedRunNames)(
  "the run %s has the same numbers with the fit that it had",
  async (name) => {
    const stored = storedRun(name);
    const session = await sessionFor(stored);
    const files = stored.imported
      ? [storedFile(fullExport("hamming-max"))]
      : fitFiles(name);
    await session.importParameters({ files }, quietCall());
    const { result } = await session.run(stored.config, quietCall());
    expect(withoutIntervals(result.rows)).toEqual(
      withoutIntervals(stored.result.rows),
    );
    expect(result.queryIds).toEqual(stored.result.queryIds);
    expect(result.dataset).toEqual(stored.result.dataset);
    expect(result.corpusSize).toBe(stored.result.corpusSize);
    expect(result.querySource).toBe(stored.result.querySource);
  },
);

test.each(storedRunNames.filter((name) => !storedRun(name).imported))(
  "the run %s is fitted to the same",
  async (name) => {
    const stored = storedRun(name);
    const session = await sessionFor(stored);
    const { result } = await session.run(stored.config, quietCall());
    const { fit } = result;
    const before = stored.result.fit;
    const expectNear = (value: number, wanted: number) =>
      expect(Math.abs(value - wanted)).toBeLessThan(FIT_TOLERANCE);
    expectNear(fit.meanNorm, before.meanNorm);
    expectNear(fit.explainedVariance, before.explainedVariance);
    for (const series of ["quantizationError", "nqe"] as const) {
      expect(fit[series]).toHaveLength(before[series].length);
      fit[series].forEach((value, i) => expectNear(value, before[series][i]));
    }
    // No projection of these vectors lies within the round-off of 0, so no bit flips.
    expect(withoutIntervals(result.rows)).toEqual(
      withoutIntervals(stored.result.rows),
    );
  },
);

/** Asserts that each array of an exported `.npz` is, byte for byte, one of `arrays`. */
function expectArrays(
  path: string,
  arrays: Readonly<Record<string, NpyInput>>,
): void {
  const members = unzipSync(bytesOf(path), {
    filter: ({ name }) => name.endsWith(".npy"),
  });
  expect(Object.keys(members).sort()).toEqual(
    Object.keys(arrays)
      .map((name) => `${name}.npy`)
      .sort(),
  );
  for (const [name, array] of Object.entries(arrays))
    expect(
      Buffer.compare(writeNpy(array), members[`${name}.npy`]),
      `${name} of ${path}`,
    ).toBe(0);
}

describe.each(["hamming-max", "cosine-notebook-67"])(
  "every array of the run %s",
  (name) => {
    async function runAgain(): Promise<Session> {
      const stored = storedRun(name);
      const session = await sessionFor(stored);
      await session.importParameters({ files: fitFiles(name) }, quietCall());
      await session.run(stored.config, quietCall());
      return session;
    }

    test("is exported as before: codes, pivots, distances, neighbours", async () => {
      const artifacts = await (await runAgain()).artifacts(null, quietCall());
      expectArrays(fullExport(name), runArrays(artifacts));
    });

    test("of the surface is as before", async () => {
      const surface = await (await runAgain()).surface(null, quietCall());
      expectArrays(`surfaces/${name}.npz`, surfaceArrays(surface));
    });
  },
);
