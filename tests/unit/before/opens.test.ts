import { describe, expect, test } from "vitest";
import { readLink } from "../../../src/state/viewLink";
import { decodePerQuery } from "../../../src/model/perQuery";
import { parseRunRecord } from "../../../src/search/config/recordFile";
import { completeConfig } from "../../../src/search/config/complete";
import { quietCall } from "../worker/support";
import {
  fullExport,
  sessionFor,
  storedFile,
  storedLinks,
  storedRecord,
  storedRun,
  storedRunNames,
  withoutIntervals,
} from "./storedRuns";

describe("a record of the version before", () => {
  test.each(storedRunNames)("of the run %s opens with its numbers", (name) => {
    const { result } = storedRun(name);
    const record = parseRunRecord(JSON.parse(storedRecord(name)));
    expect(record.result.rows).toEqual(result.rows);
    expect(record.result.queryIds).toEqual(result.queryIds);
    expect(record.result.fit).toEqual(result.fit);
    expect(record.result.dataset).toEqual(result.dataset);
    expect(record.result.imported).toEqual(result.imported);
    expect(record.result.config.limits).toEqual(result.config.limits);
    for (const row of result.rows) expect(record.curve).toContainEqual(row);
    const { candidates, thresholds } = decodePerQuery(record);
    expect(thresholds).toEqual(record.curve.map(({ threshold }) => threshold));
    // The last row is that without a filter, where each query has as many.
    expect([...candidates.slice(-result.queryIds.length)]).toEqual(
      result.queryIds.map(() => result.rows[0].candidates.mean),
    );
  });

  test("of the sample opens", () => {
    const record = parseRunRecord(JSON.parse(storedRecord("sample")));
    expect(record.result.dataset.name).toBe("wordnet-10k");
    expect(record.source).toEqual({ sample: "wordnet-10k" });
    expect(record.curve.map(({ threshold }) => threshold)).toContain(20);
    expect(decodePerQuery(record).queries).toBe(100);
  });
});

describe("a link of the version before", () => {
  test.each(Object.keys(storedLinks).filter((name) => name !== "sample"))(
    "to the run %s asks for the same run",
    async (name) => {
      const stored = storedRun(name);
      const link = readLink(storedLinks[name]);
      if (!link) throw new Error("this is a link");
      const { fingerprint } = stored.result.dataset;
      expect(link.dataset).toEqual({ name: "synthetic-300x32", fingerprint });
      expect(link.source).toEqual(
        stored.hasQuerySet
          ? null
          : { synthetic: { n: 300, dim: 32, clusters: 12, seed: 7 } },
      );
      expect(stored.result.config.limits).toContain(link.limit);
      const session = await sessionFor(stored);
      const asked = await session.run(stored.config, quietCall());
      const linked = await session.run(link.config, quietCall());
      expect(linked.result.config).toEqual(asked.result.config);
      expect(linked.curve).toEqual(asked.curve);
      expect(linked.result.cachedStages).toEqual(
        Object.keys(linked.result.timingsMs),
      );
    },
  );

  test("to the sample opens it with the defaults", () => {
    const link = readLink(storedLinks["sample"]);
    expect(link?.source).toEqual({ sample: "wordnet-10k" });
    expect(link && completeConfig(link.config)).toEqual(completeConfig({}));
  });
});

describe("parameters of the version before", () => {
  const all = ["mean", "pca", "pivots", "queries", "rotation"];
  const filter = ["mean", "pca", "pivots", "rotation"];
  const model = ["mean", "pca", "rotation"];
  test.each([
    ["hamming-max", [fullExport("hamming-max")], all],
    ["cosine-notebook-67", [fullExport("cosine-notebook-67")], all],
    ["hamming-max", ["parameters/hamming-max/parameters.safetensors"], filter],
    ["hamming-max", ["parameters/hamming-max/documents.parquet"], filter],
    ["hamming-max", ["parameters/hamming-max/itq.transform"], model],
    ...storedRunNames
      .filter((name) => name !== "imported")
      .map((name): [string, string[], string[]] => [
        name,
        model.map((role) => `parameters/${name}/${role}.npy`),
        model,
      ]),
  ])("of the run %s are taken from %j", async (name, paths, used) => {
    const stored = storedRun(name);
    const session = await sessionFor(stored);
    const files = paths.map(storedFile);
    const report = await session.importParameters({ files }, quietCall());
    expect(report.used.toSorted()).toEqual(used);
    const { result } = await session.run(stored.config, quietCall());
    expect(withoutIntervals(result.rows)).toEqual(
      withoutIntervals(stored.result.rows),
    );
  });
});
