import { expect, test } from "vitest";
import { hammingDistance, wordsPerCode } from "../../../src/numeric/bits";
import { textRejected } from "../words/textOf";
import { itqVectors } from "./itqCases";
import { npyFile, openFiles, quietCall, rejectionOf } from "../worker/support";

const { rows: n, columns: dim } = itqVectors;
const file = npyFile("corpus.npy", [n, dim], itqVectors.data);
const shared = {
  hash: { bits: 32, iterations: 2 },
  protocol: "notebook-62",
  queries: { count: 12 },
  k: 5,
  limits: [5, 20],
} as const;

test("scan: one row without a filter, equal to that of a filter that is left out", async () => {
  const { session } = await openFiles([file]);
  const filtered = await session.run(shared, quietCall());
  const plain = await session.run(
    { ...shared, structure: { method: "scan" } },
    quietCall(),
  );
  expect(plain.result.config.structure).toEqual({ method: "scan" });
  expect(plain.result.config.thresholds).toEqual([]);
  expect(plain.curve).toHaveLength(1);
  expect(plain.curve[0]).toEqual(filtered.curve.at(-1));
  expect(plain.result.rows).toEqual([filtered.result.rows[0]]);
  expect(plain.parts).toBeNull();
  expect(plain.forecast).toBeNull();
  expect(plain.guaranteedRecall).toBeNull();
  expect(plain.bytesPerDocument).toEqual({ hash: 4, pivots: 0 });
  expect(Object.keys(plain.result.timingsMs)).not.toContain("pivots");
});

test("scan: what is asked of a finished run answers without pivots", async () => {
  const { session } = await openFiles([file]);
  await session.run({ ...shared, structure: { method: "scan" } }, quietCall());
  const { codeWords } = await session.artifacts(null, quietCall());
  const setting = { threshold: null, limit: 20 };
  const source = { kind: "document", id: 3 } as const;
  const report = await session.search(
    { ...setting, source, k: 5 },
    quietCall(),
  );
  expect(report.candidates).toBe(n - 1);
  expect(
    await textRejected(
      session.report({ limits: [20], pivots: 1 }, quietCall()),
    ),
  ).toEqual({
    message: "The last run has no pivots: its structure is scan.",
    hint: "Leave pivots out, or run again with a structure that has pivots.",
  });
  expect(report.filtered).toEqual(report.hashRanked);
  expect(report.query.pivotDistances).toEqual([]);
  const words = wordsPerCode(32);
  for (const { id, hamming } of report.hashRanked)
    expect(hamming).toBe(
      hammingDistance(codeWords, 3 * words, codeWords, id * words, words),
    );
  expect(await session.pivotSweep(setting, quietCall())).toEqual([]);
  const { pivots, distances } = await session.diagnostics(
    { threshold: null },
    quietCall(),
  );
  expect(pivots).toBeNull();
  expect(distances.randomHamming.counts.length).toBe(33);
  const parity = await session.parity(
    {
      subject: source,
      threshold: null,
      ids: report.hashRanked.map(({ id }) => id),
    },
    quietCall(),
  );
  expect(parity.stages.find(({ stage }) => stage === "ids")?.verdict).toBe(
    "same",
  );
});

test("scan: thresholds are refused by name", async () => {
  const { session } = await openFiles([file]);
  const refused = await rejectionOf(
    session.run(
      { ...shared, structure: { method: "scan" }, thresholds: [20] },
      quietCall(),
    ),
  );
  expect(refused.message).toContain("structure scan has no threshold");
});
