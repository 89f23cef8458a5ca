import { sentenceOf, textRejected, textThrown } from "../words/textOf";
import { parseRunRecord } from "../../../src/search/config/recordFile";
import { defaultName } from "../../../src/state/defaultName";
import { decodePerQuery } from "../../../src/model/perQuery";
import { completeConfig } from "../../../src/search/config/complete";
import { describe, expect, test } from "vitest";
import {
  atReduction,
  commonLimits,
  marksAgainst,
  pairedDifferences,
  reductionAtRecall,
  thresholdNearReduction,
  whyUnpaired,
} from "../../../src/model/run/compareRuns";
import { linkedSource, linkHash, readLink } from "../../../src/state/viewLink";
import {
  createRunsActions,
  initialRuns,
  type RunFolder,
  runFile,
  type RunsData,
} from "../../../src/state/runsActions";
import type { PartialConfig } from "../../../src/model/run/configuration";
import type { RunRecord, RunSnapshot } from "../../../src/model/run/record";
import { languages } from "../../../src/words/languages";
import { quietCall, referenceSession, smallConfig } from "../worker/support";
import { memoryRuns } from "./memoryRuns";

/** A real run of the reference backend, as the page would keep it. */
async function snapshotOf(change: PartialConfig = {}): Promise<RunSnapshot> {
  const session = referenceSession();
  await session.load(
    { synthetic: { n: 300, dim: 24, clusters: 12, seed: 7 } },
    quietCall(),
  );
  await session.run(
    { ...smallConfig, thresholds: [2, 3], limits: [5, 20], ...change },
    quietCall(),
  );
  return session.snapshot(null, quietCall());
}

function recordOf(snapshot: RunSnapshot, change: Partial<RunRecord> = {}) {
  const record: RunRecord = {
    schema: "bitsieve.record/1",
    id: "0123456789abcdef",
    name: "a run",
    createdAt: "2026-11-24T10:00:00.000Z",
    pinned: false,
    source: null,
    ...snapshot,
    ...change,
  };
  return record;
}

function open(folder: RunFolder = memoryRuns()) {
  let data: RunsData = initialRuns;
  let minute = 0;
  const actions = createRunsActions(
    folder,
    {
      get: () => ({ ...data, language: "en" }),
      set: (change) => {
        data = { ...data, ...change };
      },
    },
    () => new Date(Date.UTC(2026, 10, 24, 10, minute++)),
  );
  return { actions, state: () => data };
}

const jsonFile = (value: unknown) =>
  new File([JSON.stringify(value)], "run.json");

describe("a kept run", () => {
  test("holds per query what its curve averages", async () => {
    const record = recordOf(await snapshotOf());
    const { queries, thresholds, limits, ...values } = decodePerQuery(record);
    const mean = (array: Float32Array | Uint32Array, start: number) =>
      [...array.subarray(start, start + queries)].reduce((a, b) => a + b, 0) /
      queries;
    expect(thresholds).toEqual(record.curve.map((row) => row.threshold));
    record.curve.forEach((row, i) => {
      expect(mean(values.candidates, i * queries)).toBeCloseTo(
        row.candidates.mean,
        9,
      );
      expect(mean(values.filterRecall, i * queries)).toBeCloseTo(
        row.filterRecall,
        6,
      );
      limits.forEach((limit, j) => {
        const at = row.recall.find((entry) => entry.limit === limit);
        expect(
          mean(values.recall, (i * limits.length + j) * queries),
        ).toBeCloseTo(at?.expected ?? NaN, 6);
      });
    });
  });

  test("goes through its file unchanged", async () => {
    const record = recordOf(await snapshotOf());
    const { name, bytes } = runFile(record);
    expect(name).toBe("a_run.bitsieve-run.json");
    const back: unknown = JSON.parse(new TextDecoder().decode(bytes));
    expect(parseRunRecord(back)).toEqual(record);
  });

  test.each([
    ["result", { result: 7 }, "result must be an object, found 7."],
    [
      "schema",
      { schema: "x" },
      'schema must be "bitsieve.record/1", found "x".',
    ],
    ["curve", { curve: [{}] }, "curve[0].threshold must be a number"],
    ["createdAt", { createdAt: "now" }, "createdAt must be a time (ISO 8601)"],
  ])("a damaged %s is named", async (_, change, message) => {
    const record = recordOf(await snapshotOf());
    expect(
      textThrown(() => parseRunRecord({ ...record, ...change })).message,
    ).toContain(message);
  });

  test("values that do not fit the queries are refused", async () => {
    const record = recordOf(await snapshotOf());
    const perQuery = { ...record.perQuery, recall: btoa("abcd") };
    expect(
      textThrown(() => parseRunRecord({ ...record, perQuery })).message,
    ).toMatch(
      /perQuery.recall holds 1 numbers; its thresholds, limits and queries make/,
    );
  });

  test("is named by its settings", async () => {
    const snapshot = await snapshotOf({ pivots: { count: 3, seed: 1 } });
    expect(defaultName(snapshot, languages.en)).toMatch(
      /· 16 bits · 3 pivots · held-out · pivot seed 1$/,
    );
  });
});

const noteIn = ({ runsNote }: RunsData) => runsNote && sentenceOf(runsNote);

describe("keeping runs", () => {
  test("an equal run replaces the former and keeps its name and pin", async () => {
    const folder = memoryRuns();
    const { actions, state } = open(folder);
    const snapshot = await snapshotOf();
    const { id } = await actions.keepRun(snapshot, null);
    await actions.renameRun(id, "  mine ");
    await actions.pinRun(id, true);
    await actions.keepRun(await snapshotOf({ thresholds: [4] }), null);
    expect(state().runs).toHaveLength(1);
    expect(state().runs[0]).toMatchObject({ id, name: "mine", pinned: true });
    await actions.keepRun(await snapshotOf({ k: 3 }), null);
    expect(state().runs.map(({ result }) => result.config.k)).toEqual([3, 5]);
    expect(folder.files.size).toBe(2);
    const again = open(folder);
    await again.actions.openRuns();
    expect(again.state().runs).toEqual(state().runs);
    await again.actions.removeRun(id);
    expect(folder.files.size).toBe(1);
  });

  test("a seventh pin is refused", async () => {
    const { actions, state } = open();
    for (let k = 1; k <= 7; k++)
      await actions.keepRun(await snapshotOf({ k }), null);
    const ids = state().runs.map(({ id }) => id);
    for (const id of ids.slice(0, 6)) await actions.pinRun(id, true);
    const refused = await textRejected(actions.pinRun(ids[6], true));
    expect(refused.message).toContain("6 runs are pinned");
    expect(state().runs.filter(({ pinned }) => pinned)).toHaveLength(6);
  });

  test("a full storage loses nothing that is shown, and says so", async () => {
    const folder = memoryRuns();
    const { actions, state } = open({
      ...folder,
      write: () => Promise.reject(new Error("The browser's storage is full.")),
    });
    await actions.keepRun(await snapshotOf(), null);
    expect(state().runs).toHaveLength(1);
    expect(noteIn(state())).toContain("The browser's storage is full.");
  });

  test("an imported run gets an id of its own beside one that is there", async () => {
    const { actions, state } = open();
    const record = recordOf(await snapshotOf(), { pinned: true });
    await actions.importRun(jsonFile(record));
    await actions.importRun(jsonFile(record));
    expect(new Set(state().runs.map(({ id }) => id)).size).toBe(2);
    expect(state().runs.some(({ pinned }) => pinned)).toBe(false);
    const refused = await textRejected(
      actions.importRun(new File(["{"], "half.json")),
    );
    expect(refused.message).toBe("half.json is not JSON.");
    expect(state().runs).toHaveLength(2);
  });

  test("a damaged kept run is left out and told", async () => {
    const folder = memoryRuns();
    folder.files.set("bad", '{"schema":"other"}');
    const { actions, state } = open(folder);
    await actions.openRuns();
    expect(state().runs).toEqual([]);
    expect(noteIn(state())).toContain("1 kept run could not be read");
  });
});

const rowAt = (
  threshold: number,
  reduction: number,
  filterRecall: number,
  recall: number,
): RunRecord["curve"][number] => ({
  threshold,
  reduction,
  filterRecall,
  filterRecallLow: 0,
  filterRecallHigh: 1,
  candidates: { mean: 1, p50: 1, p95: 1 },
  recall: [
    {
      limit: 10,
      expected: recall,
      best: 1,
      worst: 0,
      stable: 1,
      low: 0,
      high: 1,
    },
  ],
});

describe("comparing runs", () => {
  const curve = [
    rowAt(1, 0.9, 0.5, 0.4),
    rowAt(2, 0.5, 0.9, 0.8),
    rowAt(3, 0.1, 1, 0.9),
  ];

  test("points between two thresholds lie on the line", () => {
    const at = atReduction(curve, 0.3, 10);
    expect(at?.filterRecall).toBeCloseTo(0.95, 12);
    expect(at?.recall).toBeCloseTo(0.85, 12);
    expect(atReduction(curve, 0.5, 10)?.recall).toBe(0.8);
    expect(atReduction(curve, 0.95, 10)).toBeNull();
    expect(atReduction(curve, 0.05, 10)).toBeNull();
    expect(reductionAtRecall(curve, 0.95)).toBeCloseTo(0.3, 12);
    expect(reductionAtRecall(curve, 0.4)).toBe(0.9);
    expect(reductionAtRecall(curve.slice(0, 2), 0.99)).toBeNull();
  });

  test("two pivot seeds on the same queries are paired", async () => {
    const a = recordOf(await snapshotOf());
    const b = recordOf(await snapshotOf({ pivots: { count: 4, seed: 5 } }));
    expect(whyUnpaired(a, b)).toBeNull();
    expect(commonLimits([a, b])).toEqual([5, 20]);
    const threshold = thresholdNearReduction(a, 0.4);
    const at = { threshold, baseThreshold: threshold, limit: 20 };
    const own = pairedDifferences(b, a, at);
    const rows = (record: RunRecord) =>
      record.curve.find((row) => row.threshold === threshold);
    expect(own?.filterRecall.difference).toBeCloseTo(
      (rows(b)?.filterRecall ?? NaN) - (rows(a)?.filterRecall ?? NaN),
      6,
    );
    expect(own?.reduction.low).toBeLessThanOrEqual(
      own?.reduction.difference ?? NaN,
    );
    const same = pairedDifferences(a, a, at);
    expect(same?.recall.difference).toBe(0);
    expect(same?.recall.low).toBeLessThanOrEqual(0);
    expect(same?.recall.high).toBeGreaterThanOrEqual(0);
    expect(same?.reduction).toEqual({ difference: 0, low: 0, high: 0 });
    expect(pairedDifferences(b, a, { ...at, limit: 7 })).toBeNull();
  });

  test("runs that are not alike are marked and not paired", async () => {
    const a = recordOf(await snapshotOf());
    const b = recordOf(await snapshotOf({ protocol: "notebook-62" }));
    const c = recordOf(await snapshotOf({ queries: { count: 20, seed: 3 } }));
    expect(marksAgainst(a, b)).toEqual([
      { kind: "protocol", protocol: "notebook-62" },
    ]);
    expect(whyUnpaired(a, b)).toBe("protocol");
    const at = { threshold: 2, baseThreshold: 2, limit: 5 };
    expect(pairedDifferences(a, b, at)).toBeNull();
    // The same queries among the same documents, but divided by another number.
    const pivots = { space: "hamming" } as const;
    const d = recordOf(await snapshotOf({ protocol: "notebook-67", pivots }));
    expect(d.result.queryIds).toEqual(b.result.queryIds);
    expect(whyUnpaired(b, d)).toBe("protocol");
    expect(pairedDifferences(b, d, at)).toBeNull();
    expect(pairedDifferences(b, b, at)).not.toBeNull();
    expect(whyUnpaired(a, c)).toBe("queries");
    expect(marksAgainst(a, a)).toEqual([]);
  });
});

describe("links", () => {
  const view = {
    source: { sample: "wordnet-10k" },
    dataset: { name: "wordnet-10k ✓", fingerprint: "f" },
    config: completeConfig({ hash: { bits: 64 }, protocol: "notebook-67" }),
    threshold: 0.15,
    limit: 500,
  } as const;

  test("carry a view there and back", () => {
    const hash = linkHash(view);
    expect(hash).toMatch(/^#view=1\.[\w-]+$/);
    expect(readLink(hash)).toEqual(view);
    expect(readLink("")).toBeNull();
    expect(readLink("#tradeoff")).toBeNull();
  });

  test.each([
    [linkHash(view).slice(0, -9), "a part of it is missing or was changed"],
    ["#view=2.abc", "another version"],
    [`#view=1.${btoa("[1]").replace(/=/g, "")}`, "something else"],
  ])("a damaged one is refused in words", (hash, why) => {
    expect(textThrown(() => readLink(hash)).message).toContain(why);
  });

  test("name the sample and made-up sets, no files", () => {
    expect(linkedSource({ sample: "s" })).toEqual({ sample: "s" });
    expect(linkedSource({ files: [] })).toBeNull();
  });
});
