import { describe, expect, test } from "vitest";
import { runArrays } from "../../../src/export/arrays";
import { unpackBits } from "../../../src/numeric/bits";
import type { TableCase } from "../../fixtures/load";
import { firstDifference } from "../compute/typedArrays";
import { tableCaseOf } from "../evaluate/tableCases";
import { differingBits, itqCaseOf, itqVectors } from "../search/itqCases";
import {
  corpusFile,
  f4,
  modelOf,
  npyFiles,
  npzFile,
  runImported,
  safetensorsFile,
  settingsOf,
} from "./parameterFiles";
import { openFiles, quietCall } from "./support";
import type { RunView } from "../../../src/model/run/view";
import type { RunArtifacts } from "../../../src/model/artifacts";

function expectNumpyBits(artifacts: RunArtifacts, bits: number): void {
  const itq = itqCaseOf(bits);
  const unpacked = unpackBits(artifacts.codeWords, itqVectors.rows, bits);
  const { all, beyondMargin } = differingBits(unpacked, itq);
  expect(beyondMargin).toEqual([]);
  expect(all.length).toBeLessThanOrEqual(itq.stored.nearZeroCount);
}

function expectTable(view: RunView, stored: TableCase): void {
  const { rows } = view.result;
  expect(rows.map(({ threshold }) => threshold)).toEqual(
    stored.rows.map(({ threshold }) => threshold),
  );
  rows.forEach((row, i) => {
    const expected = stored.rows[i];
    expect(row.reduction).toBeCloseTo(expected.reduction, 12);
    expect(row.filterRecall).toBeCloseTo(expected.filterRecall, 12);
    expect(row.candidates.mean).toBeCloseTo(expected.candidates.mean, 10);
    row.recall.forEach((recall, j) => {
      for (const name of ["expected", "best", "worst", "stable"] as const)
        expect(recall[name], name).toBeCloseTo(expected.recall[j][name], 12);
    });
  });
}

describe.each([32, 20])("numpy's parameters of %d bits", (bits) => {
  const model = modelOf(bits);
  test.each<[string, File[]]>([
    ["three .npy", npyFiles(model)],
    ["one .npz", [npzFile("itq.npz", model)]],
    ["one .safetensors", [safetensorsFile("itq.safetensors", model)]],
    [
      "the notebooks' longer names",
      npyFiles({
        e5_itq_mean_vector: model.mean,
        e5_itq_pca_matrix: model.pca,
        e5_itq_rotation_matrix: model.rotation,
      }),
    ],
    [
      "a mean as a row",
      npyFiles({
        ...model,
        mean: f4([1, model.mean.data.length], model.mean.data),
      }),
    ],
    [
      "f64 files",
      npyFiles(
        Object.fromEntries(
          Object.entries(model).map(([name, { shape, data }]) => [
            name,
            {
              dtype: "f8" as const,
              shape,
              data: Float64Array.from(data),
            },
          ]),
        ),
      ),
    ],
  ])("give numpy's bits from %s", async (_, files) => {
    const { report, view, artifacts } = await runImported(files, bits);
    expect([...report.used].sort()).toEqual(["mean", "pca", "rotation"]);
    expect(report.ignored).toEqual([]);
    expect(report.bits).toBe(bits);
    expectNumpyBits(artifacts, bits);
    expect(view.result.config.hash.bits).toBe(bits);
    expect(view.result.fit.imported).toBe(true);
    expect(view.result.fit.quantizationError).toEqual([]);
    expect([...view.result.imported].sort()).toEqual([
      "mean",
      "pca",
      "rotation",
    ]);
    // Arrays leave as they came.
    const { mean, pca, rotation } = itqCaseOf(bits);
    expect(firstDifference(artifacts.hashArrays.mean.data, mean)).toBeNull();
    expect(firstDifference(artifacts.hashArrays.pca.data, pca.data)).toBeNull();
    expect(
      firstDifference(artifacts.hashArrays.rotation.data, rotation),
    ).toBeNull();
  });

  test("explain numpy's share of the variance", async () => {
    const { view } = await runImported(npyFiles(model), bits);
    const { stored } = itqCaseOf(bits);
    expect(view.result.fit.meanNorm).toBeCloseTo(stored.meanNorm, 7);
    expect(view.result.fit.explainedVariance).toBeCloseTo(
      stored.explainedVariance,
      6,
    );
  });
});

describe("a whole notebook from imported parameters", () => {
  test.each(["notebook-62", "notebook-67"] as const)(
    "%s: queries, pivots, neighbours and every row are numpy's",
    async (name) => {
      const table = tableCaseOf(name);
      const { session } = await openFiles([corpusFile]);
      const files = [npzFile("itq.npz", modelOf(32))];
      await session.importParameters({ files }, quietCall());
      const view = await session.run(settingsOf(table.stored), quietCall());
      const artifacts = await session.artifacts(null, quietCall());
      expect(
        firstDifference(artifacts.codeWords, table.codes.words),
      ).toBeNull();
      expect(view.result.queryIds).toEqual([...table.queryRows]);
      expect(view.parts!.documentIds).toEqual([...table.pivotRows]);
      expect(artifacts.groundTruth).toEqual(table.groundTruth);
      expectTable(view, table.stored);
    },
  );
});

describe("what leaves can come back", () => {
  test.each(["notebook-62", "notebook-67", "held-out"] as const)(
    "an exported %s run, imported again, is the same run",
    async (protocol) => {
      const { session } = await openFiles([corpusFile]);
      const settings = {
        protocol,
        hash: { bits: 24, iterations: 3 },
        queries: { count: 15, seed: 5 },
        k: 6,
        limits: [10, 100],
      };
      const trained = await session.run(settings, quietCall());
      const artifacts = await session.artifacts(null, quietCall());
      const report = await session.importParameters(
        { files: [npzFile("run.npz", runArrays(artifacts))] },
        quietCall(),
      );
      expect([...report.used].sort()).toEqual([
        "mean",
        "pca",
        "pivots",
        "queries",
        "rotation",
      ]);
      const again = await session.run(
        { ...settings, queries: { count: 99, seed: 9 } },
        quietCall(),
      );
      expect(again.result.rows).toEqual(trained.result.rows);
      expect(again.curve).toEqual(trained.curve);
      const same = await session.artifacts(null, quietCall());
      for (const name of [
        "codeWords",
        "queryWords",
        "groundTruth",
        "documentIds",
      ] as const)
        expect(firstDifference(same[name], artifacts[name]), name).toBeNull();
      expect(same.columns).toEqual(artifacts.columns);
    },
  );
});

test("another data set forgets what was imported", async () => {
  const { session } = await runImported(npyFiles(modelOf(32)), 32);
  await session.load({ files: [corpusFile] }, quietCall());
  const view = await session.run(
    { hash: { bits: 20, iterations: 1 } },
    quietCall(),
  );
  expect(view.result.fit.imported).toBe(false);
  expect(view.result.config.hash.bits).toBe(20);
});

test("unknown members are named, known ones used", async () => {
  const { report } = await runImported(
    [npzFile("itq.npz", { ...modelOf(32), old_codes: modelOf(32).mean })],
    32,
  );
  expect(report.ignored).toEqual(["old_codes"]);
});
