import type { Method } from "../../../src/search/method";
import { methods } from "../../../src/search/registry";
import { codecsOf, namesOf } from "../../../src/worker/importing/hashArrays";
import { beforeAll, describe, expect, test } from "vitest";

import { runArrays } from "../../../src/export/arrays";
import { metadataJson } from "../../../src/export/metadata";
import { rowsToCsv } from "../../../src/export/rowsCsv";
import {
  quietCall,
  referenceSession,
  smallConfig,
  smallSet,
} from "../worker/support";
import { asks } from "../../../src/worker/asks/asks";
import { fieldsOf, literalsOf } from "./interfaces";
import { codeSpans, read, sectionOf } from "./markdown";
import type { RunArtifacts } from "../../../src/model/artifacts";

test("every method of the worker is listed, and no other", () => {
  const section = sectionOf(read("docs/architecture.md"), "Worker messages");
  const [, table] = section.split("The methods of the compute worker:");
  const listed = [...table.matchAll(/^\| (`.*?) +\|/gm)].flatMap(([, cell]) => [
    ...codeSpans(cell.split("|")[0]),
  ]);
  expect(listed.sort()).toEqual(Object.keys(asks).sort());
});

/** Fields that scripts are given in words, under other names. */
const worded = ["Progress.activity", "Progress.details", "MeasuredRate.sizes"];

const machineTypes = "src/model/machineReport.ts";

describe("docs/automation.md", () => {
  const page = read("docs/automation.md");

  test.each([
    ["RunConfig", "src/model/run/configuration.ts", "RunConfig"],
    ["RunResult", "src/model/run/result.ts", "RunResult"],
    ["EvaluationRow", "src/model/evaluationRow.ts", "EvaluationRow"],
    ["LimitRecall", "src/model/evaluationRow.ts", "LimitRecall"],
    ["DatasetInfo", "src/model/datasetInfo.ts", "DatasetInfo"],
    ["Importing parameters", "src/model/importReport.ts", "ImportReport"],
    ["Exports", "src/model/artifacts.ts", "ExportedFile"],
    ["Exports", "src/model/artifacts.ts", "ExportOptions"],
    ["Importing parameters", "src/model/importReport.ts", "ImportOptions"],
    ["Importing parameters", "src/model/importReport.ts", "ImportedPivots"],
    ["Parity", "src/model/parityReport.ts", "ParityRequest"],
    ["Parity", "src/model/parityReport.ts", "ParityReport"],
    ["Parity", "src/model/parityReport.ts", "ParityStage"],
    ["Progress", "src/model/stages.ts", "Progress"],
    ["Progress", "src/words/forScripts.ts", "WordedProgress"],
    ["SyntheticSpec", "src/model/synthetic.ts", "SyntheticSpec"],
    ["LoadSource", "src/worker/loading/dataSource.ts", "LoadOptions"],
    ["LoadSource", "src/worker/loading/dataSource.ts", "ColumnRoles"],
    ["WikipediaSpec", "src/data/remote/wikipedia.ts", "WikipediaSpec"],
    ["LoadSource", "src/data/remote/hubDataset.ts", "HubDataset"],
    ["Embedding", "src/model/embedding.ts", "EmbedRequest"],
    ["Embedding", "src/worker/asks/embed.ts", "EmbedResult"],
    ["EmbedSettings", "src/model/embedding.ts", "EmbedSettings"],
    ["EmbeddingReport", "src/model/embedding.ts", "EmbeddingReport"],
    ["ModelInfo", "src/embed/types.ts", "ModelInfo"],
    ["StorageReport", "src/worker/asks/storage.ts", "StorageReport"],
    ["StorageReport", "src/keep/types.ts", "KeptEntry"],
    ["MachineReport", machineTypes, "MachineReport"],
    ["MachineReport", machineTypes, "MachineRequest"],
    ["AdapterFacts", machineTypes, "AdapterFacts"],
    ["BackendFacts", machineTypes, "BackendFacts"],
    ["MeasuredRate", machineTypes, "MeasuredRate"],
    ["MeasuredRate", "src/words/forScripts.ts", "WordedRate"],
    ["CrossoverPoint", machineTypes, "CrossoverPoint"],
  ])("under “%s” every field of %s %s is described", (heading, path, name) => {
    const fields = fieldsOf(path, name);
    expect(fields.length).toBeGreaterThan(0);
    const spans = codeSpans(sectionOf(page, heading));
    const undescribed = fields.filter(
      (field) => !spans.has(field) && !worded.includes(`${name}.${field}`),
    );
    expect(undescribed).toEqual([]);
  });

  test("every member of window.bitsieve is listed", () => {
    const members = fieldsOf("src/automation.ts", "BitsieveAutomation");
    const listed = [...codeSpans(page)].map((span) => span.split("(")[0]);
    expect(members.filter((member) => !listed.includes(member))).toEqual([]);
  });

  test("every error code is listed, and no other", () => {
    const codes = [
      ...literalsOf("src/data/dataError.ts", "DataErrorCode"),
      ...literalsOf("src/embed/embedError.ts", "EmbedErrorCode"),
      ...literalsOf("src/keep/types.ts", "KeepErrorCode"),
      ...literalsOf("src/worker/failure.ts", "WorkerFailure"),
    ].sort();
    const table = [
      ...sectionOf(page, "Errors").matchAll(/^\| `([^`]+)`/gm),
    ].map(([, code]) => code);
    expect(table.sort()).toEqual(codes);
  });

  test.each([
    ["Exports", "src/model/artifacts.ts", "ExportKind", '"'],
    ["Exports", "src/model/artifacts.ts", "KitKind", '"'],
    ["Protocols", "src/model/run/configuration.ts", "Protocol", ""],
    ["RunConfig", "src/search/structure/pivots/settings.ts", "PivotSpace", '"'],
    ["MeasuredRate", "src/model/measuredOperation.ts", "MeasuredOperation", ""],
  ])(
    "under “%s” every value of %s %s is named",
    (heading, path, name, quote) => {
      const spans = codeSpans(sectionOf(page, heading));
      const values = literalsOf(path, name).map(
        (value) => `${quote}${value}${quote}`,
      );
      expect(values.length).toBeGreaterThan(0);
      expect(values.filter((value) => !spans.has(value))).toEqual([]);
    },
  );

  test("every array that a hash takes from files is described", () => {
    const spans = codeSpans(sectionOf(page, "Importing parameters"));
    const names = namesOf(codecsOf(methods.hash));
    expect(names).toContain("rotation");
    expect(names.filter((name) => !spans.has(name))).toEqual([]);
  });

  test.each(["hash", "structure", "score"] as const)(
    "every method of %s, its settings and their options are described",
    (family) => {
      const spans = codeSpans(sectionOf(page, "RunConfig"));
      const wanted = Object.values<Method>(methods[family]).flatMap(
        (method) => [
          `"${method.name}"`,
          ...Object.entries(method.settings).flatMap(([name, setting]) => [
            `${family}.${name}`,
            ...(setting.kind === "choice"
              ? setting.options.map((option) => `"${option}"`)
              : []),
          ]),
        ],
      );
      expect(wanted.length).toBeGreaterThan(0);
      expect(wanted.filter((span) => !spans.has(span))).toEqual([]);
    },
  );

  test("every stage of a run is named", async () => {
    const session = referenceSession();
    await session.start({ baseUrl: "", device: "cpu" }, quietCall());
    await session.load(smallSet, quietCall());
    const { result } = await session.run(smallConfig, quietCall());
    const spans = codeSpans(sectionOf(page, "RunResult"));
    const stages = Object.keys(result.timingsMs);
    expect(stages.filter((stage) => !spans.has(stage))).toEqual([]);
  });
});

describe("docs/formats.md", () => {
  const page = read("docs/formats.md");
  let artifacts: RunArtifacts;

  beforeAll(async () => {
    const session = referenceSession();
    await session.start({ baseUrl: "", device: "cpu" }, quietCall());
    await session.load(smallSet, quietCall());
    await session.run(smallConfig, quietCall());
    artifacts = await session.artifacts(null, quietCall());
  });

  test("every array of the .npz is described, and no other", () => {
    const table = [
      ...sectionOf(page, "Arrays").matchAll(/^\| `([^`]+)`/gm),
    ].map(([, name]) => name);
    expect(table.sort()).toEqual(Object.keys(runArrays(artifacts)).sort());
  });

  test("every field of metadata.json is described, and no other", async () => {
    const bytes = await metadataJson(artifacts, runArrays(artifacts));
    const metadata = JSON.parse(new TextDecoder().decode(bytes)) as Record<
      string,
      object
    >;
    const fields = [
      ...Object.keys(metadata),
      ...Object.keys(metadata.encoding).map((name) => `encoding.${name}`),
    ];
    const table = [
      ...sectionOf(page, "metadata.json").matchAll(/^\| `([^`]+)`/gm),
    ].map(([, name]) => name);
    expect(table.sort()).toEqual(fields.sort());
    const spans = codeSpans(sectionOf(page, "metadata.json"));
    const statistics = Object.keys(metadata.statistics);
    expect(statistics.filter((name) => !spans.has(name))).toEqual([]);
  });

  test("every column of the CSV is described", () => {
    const [header] = rowsToCsv([]).split("\r\n");
    const spans = codeSpans(sectionOf(page, "Results as CSV"));
    const columns = header.split(",");
    expect(columns.length).toBeGreaterThan(1);
    expect(columns.filter((column) => !spans.has(column))).toEqual([]);
  });
});
