import { expect, test } from "vitest";
import { columnMean } from "../../../src/compute/reference/dense";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { seededRandom, unitRows } from "../../contract/cases";
import { npyFile, openFiles, quietCall, rejectionOf } from "./support";
import { gatherRows } from "../../../src/compute/gather";

const n = 500;
const dim = 20;
const vectors = unitRows(seededRandom(8), n, dim);
const file = npyFile("vectors.npy", [n, dim], vectors.data);
const config = {
  protocol: "notebook-62",
  hash: { bits: 16, iterations: 2, seed: 5 },
  pivots: { count: 2 },
  queries: { count: 10 },
  k: 3,
} as const;

test("with more documents than trainRows the fit sees a seeded draw, the codes all", async () => {
  const { session } = await openFiles([file]);
  const trained = { ...config, hash: { ...config.hash, trainRows: 120 } };
  const { result } = await session.run(trained, quietCall());
  expect(result.config.hash.trainRows).toBe(120);
  expect(Object.keys(result.timingsMs)).toContain("training");
  const artifacts = await session.artifacts(null, quietCall());
  const rows = new NumpyGenerator(5).choice(n, 120).sort();
  expect(artifacts.hashArrays.mean.data).toEqual(
    columnMean(gatherRows(vectors, rows)),
  );
  expect(artifacts.codeWords.length).toBe(n);

  // The draw stays when only the iterations change.
  const again = await session.run(
    { ...trained, hash: { ...trained.hash, iterations: 3 } },
    quietCall(),
  );
  expect(again.result.cachedStages).toEqual(
    expect.arrayContaining(["training", "moments", "eigenvectors"]),
  );
});

test("with as many documents or fewer the fit sees them all", async () => {
  const { session } = await openFiles([file]);
  const { result } = await session.run(
    { ...config, hash: { ...config.hash, trainRows: n } },
    quietCall(),
  );
  expect(Object.keys(result.timingsMs)).not.toContain("training");
  const { hashArrays } = await session.artifacts(null, quietCall());
  expect(hashArrays.mean.data).toEqual(columnMean(vectors));
});

test("fewer than the bits cannot be trained on", async () => {
  const { session } = await openFiles([
    npyFile("wide.npy", [300, 160], unitRows(seededRandom(1), 300, 160).data),
  ]);
  const refused = await rejectionOf(
    session.run({ hash: { bits: 150, trainRows: 120 } }, quietCall()),
  );
  expect(refused.message).toContain("hash.trainRows allows 120");
});
