import { pivotArrays } from "./pivotArrays";
import { realThresholds } from "../../../src/search/structure/pivots/knob";
import { describe, expect, test } from "vitest";
import type { NpyInput } from "../../../src/data/npy";
import { unpackBits } from "../../../src/numeric/bits";
import type {
  PartialChoice,
  PartialConfig,
} from "../../../src/model/run/configuration";
import { firstDifference } from "../compute/typedArrays";
import { tableCaseOf } from "../evaluate/tableCases";
import { itqCaseOf, itqVectors } from "../search/itqCases";
import {
  corpusFile,
  f4,
  int64,
  modelOf,
  npyFiles,
  runImported,
} from "./parameterFiles";
import { npyFile, openFiles, quietCall, rejectionOf } from "./support";

const n = itqVectors.rows;
const dim = itqVectors.columns;

describe("imported pivots and queries", () => {
  const table = tableCaseOf("notebook-62");
  const unpacked = unpackBits(table.codes.words, n, 32);
  const pivotCodes = new Uint8Array(5 * 32);
  [...table.pivotRows]
    .slice(0, 5)
    .forEach((row, p) =>
      pivotCodes.set(unpacked.subarray(row * 32, (row + 1) * 32), p * 32),
    );
  const codePivots: NpyInput = {
    dtype: "u1",
    shape: [5, 32],
    data: pivotCodes,
  };

  test("codes are pivots in Hamming space, their number is their own", async () => {
    const { view, artifacts } = await runImported(
      npyFiles({ ...modelOf(32), pivots: codePivots }),
      32,
    );
    expect(view.result.config.structure).toMatchObject({
      count: 5,
      space: "hamming",
      strategy: "imported",
    });
    expect(view.parts!.documentIds).toEqual([-1, -1, -1, -1, -1]);
    // numpy's distances to the same five rows.
    const all = Array.from({ length: n }, (_, row) =>
      Array.from({ length: 5 }, (_, p) => {
        const pivot = table.pivotRows[p];
        let distance = 0;
        for (let j = 0; j < 32; j++)
          if (unpacked[row * 32 + j] !== unpacked[pivot * 32 + j]) distance++;
        return distance;
      }),
    ).flat();
    expect(
      firstDifference(pivotArrays(artifacts).pivotDistances, all),
    ).toBeNull();
  });

  test("vectors are pivots in cosine space", async () => {
    const rows = new Float32Array(2 * dim);
    rows.set(itqVectors.data.subarray(7 * dim, 8 * dim));
    rows.set(itqVectors.data.subarray(90 * dim, 91 * dim), dim);
    const { session } = await openFiles([corpusFile]);
    await session.importParameters(
      { files: npyFiles({ e5_pivots_2: f4([2, dim], rows) }) },
      quietCall(),
    );
    const view = await session.run(
      {
        protocol: "notebook-62",
        hash: { bits: 16, iterations: 1 },
        queries: { count: 9 },
      },
      quietCall(),
    );
    expect(view.result.config.structure).toMatchObject({
      count: 2,
      space: "cosine",
      strategy: "imported",
    });
    expect(view.result.imported).toEqual(["pivots"]);
    expect(view.parts!.spread.map(({ min }) => min < 1e-6)).toEqual([
      true,
      true,
    ]);
  });

  test.each<[string, PartialConfig, readonly number[]]>([
    [
      "asked for in their space are reported",
      { protocol: "notebook-67", thresholds: [0.05, 0.4] },
      [0.05, 0.4],
    ],
    [
      "asked for in their space by name are reported",
      { pivots: { space: "cosine" }, thresholds: [0.05] },
      [0.05],
    ],
    [
      "of Hamming space make way for those of theirs",
      { pivots: { space: "hamming" }, thresholds: [15, 20] },
      realThresholds,
    ],
  ])("thresholds for imported vectors %s", async (_, asked, reported) => {
    const { session } = await openFiles([corpusFile]);
    const rows = itqVectors.data.slice(0, 2 * dim);
    await session.importParameters(
      { files: npyFiles({ pivots: f4([2, dim], rows) }) },
      quietCall(),
    );
    const view = await session.run(
      { hash: { bits: 16, iterations: 1 }, queries: { count: 9 }, ...asked },
      quietCall(),
    );
    expect(view.result.config.structure.space).toBe("cosine");
    expect(view.result.config.thresholds).toEqual(reported);
  });

  test("decide the number and the space of a structure asked for by name, and nothing of another", async () => {
    const { session } = await openFiles([corpusFile]);
    const rows = itqVectors.data.slice(0, 2 * dim);
    await session.importParameters(
      { files: npyFiles({ pivots: f4([2, dim], rows) }) },
      quietCall(),
    );
    const run = (structure: PartialChoice, thresholds: number[]) =>
      session.run(
        {
          hash: { bits: 16, iterations: 1 },
          queries: { count: 9 },
          structure,
          thresholds,
        },
        quietCall(),
      );
    // As the page asks: with every setting of the pivots that it would draw.
    const asked = { method: "pivots", count: 8, space: "hamming" };
    const { result, stored } = await run(asked, [15, 20]);
    expect(result.config.structure).toMatchObject({
      count: 2,
      space: "cosine",
      strategy: "imported",
    });
    expect(result.config.thresholds).toEqual(realThresholds);
    expect(stored).toEqual({
      columns: 2,
      bytesPerDocument: 8,
      bytesOnce: 8 * dim,
    });
    const scanned = await run({ method: "scan" }, []);
    expect(scanned.result.imported).toEqual([]);
    expect(scanned.stored.columns).toBe(0);
  });

  test("query ids take the place of the draw", async () => {
    const ids = [17, 3, 399, 0];
    const { session } = await openFiles([corpusFile]);
    await session.importParameters(
      {
        files: npyFiles({
          query_ids: int64(...ids),
        }),
      },
      quietCall(),
    );
    for (const protocol of ["held-out", "notebook-62"] as const) {
      const view = await session.run(
        { protocol, hash: { bits: 16, iterations: 1 } },
        quietCall(),
      );
      expect(view.result.queryIds).toEqual(ids);
      expect(view.result.config.queries.count).toBe(4);
      expect(view.result.imported).toEqual(["queries"]);
    }
    await session.clearParameters(null, quietCall());
    const view = await session.run(
      { hash: { bits: 16, iterations: 1 } },
      quietCall(),
    );
    expect(view.result.imported).toEqual([]);
    expect(view.result.queryIds.length).toBe(100);
  });

  test("query ids beyond an own query set are refused, not read as zeros", async () => {
    const queries = itqVectors.data.slice(0, 10 * dim);
    const { session } = await openFiles([
      corpusFile,
      npyFile("queries.npy", [10, dim], queries),
    ]);
    await session.importParameters(
      { files: npyFiles({ queries: int64(2, 10) }) },
      quietCall(),
    );
    const failure = await rejectionOf(
      session.run({ hash: { bits: 16, iterations: 1 } }, quietCall()),
    );
    expect(failure.message).toBe(
      "The imported query id 10 is not among the 10 queries of this data set.",
    );
    const view = await session.run(
      {
        protocol: "own-queries",
        queries: { count: 10 },
        hash: { bits: 16, iterations: 1 },
      },
      quietCall(),
    );
    // The protocol asks the whole set in order: nothing imported is used.
    expect(view.result.imported).toEqual([]);
    expect(view.result.queryIds).toEqual([0, 1, 2, 3, 4, 5, 6, 7, 8, 9]);
  });
});

describe("an initial rotation", () => {
  test("is where the iterations start", async () => {
    const { stored, initialRotation } = itqCaseOf(32);
    const { session } = await openFiles([corpusFile]);
    const files = npyFiles({ initial_rotation: f4([32, 32], initialRotation) });
    await session.importParameters({ files }, quietCall());
    const run = (bits: number) =>
      session.run({ protocol: "notebook-62", hash: { bits } }, quietCall());
    const { fit, imported } = (await run(32)).result;
    expect(imported).toEqual(["initial_rotation"]);
    expect(fit.imported).toBe(false);
    // Scale and spread do not depend on the signs of the eigenvectors.
    expect(fit.quantizationError[0]).toBeGreaterThan(fit.quantizationError[49]);
    expect(fit.explainedVariance).toBeCloseTo(stored.explainedVariance, 12);
    expect((await rejectionOf(run(20))).message).toBe(
      "The imported initial_rotation is for 32 bits, the hash has 20.",
    );
  });
});
