import { beforeAll, describe, expect, test } from "vitest";

import { runArrays } from "../../../src/export/arrays";
import { metadataJson } from "../../../src/export/metadata";
import { rowsToCsv } from "../../../src/export/table";
import type { RunArtifacts } from "../../../src/worker/messages";
import {
  quietCall,
  referenceSession,
  smallConfig,
  smallSet,
} from "../worker/support";
import { fieldsOf, literalsOf } from "./interfaces";
import { codeSpans, read, sectionOf } from "./markdown";

const machineTypes = "src/worker/measure/machineReport.ts";

describe("docs/automation.md", () => {
  const page = read("docs/automation.md");

  test.each([
    ["RunConfig", "src/worker/runConfig.ts", "RunConfig"],
    ["RunResult", "src/worker/runResult.ts", "RunResult"],
    ["EvaluationRow", "src/evaluate/types.ts", "EvaluationRow"],
    ["LimitRecall", "src/evaluate/types.ts", "LimitRecall"],
    ["DatasetInfo", "src/worker/messages.ts", "DatasetInfo"],
    ["Importing parameters", "src/worker/messages.ts", "ImportReport"],
    ["Exports", "src/worker/exportTypes.ts", "ExportedFile"],
    ["Exports", "src/worker/exportTypes.ts", "ExportOptions"],
    ["Importing parameters", "src/worker/messages.ts", "ImportOptions"],
    ["Importing parameters", "src/worker/messages.ts", "ImportedPivots"],
    ["Parity", "src/worker/parity/parityTypes.ts", "ParityRequest"],
    ["Parity", "src/worker/parity/parityTypes.ts", "ParityReport"],
    ["Parity", "src/worker/parity/parityTypes.ts", "ParityStage"],
    ["Progress", "src/worker/messages.ts", "Progress"],
    ["SyntheticSpec", "src/data/synthetic.ts", "SyntheticSpec"],
    ["LoadSource", "src/worker/sources.ts", "LoadOptions"],
    ["LoadSource", "src/worker/sources.ts", "ColumnRoles"],
    ["WikipediaSpec", "src/data/remote/wikipedia.ts", "WikipediaSpec"],
    ["LoadSource", "src/data/remote/hubDataset.ts", "HubDataset"],
    ["Embedding", "src/embed/types.ts", "EmbedRequest"],
    ["Embedding", "src/worker/sources.ts", "EmbedResult"],
    ["EmbedSettings", "src/embed/types.ts", "EmbedSettings"],
    ["EmbeddingReport", "src/worker/sources.ts", "EmbeddingReport"],
    ["ModelInfo", "src/embed/types.ts", "ModelInfo"],
    ["StorageReport", "src/worker/sources.ts", "StorageReport"],
    ["StorageReport", "src/keep/types.ts", "KeptEntry"],
    ["MachineReport", machineTypes, "MachineReport"],
    ["MachineReport", machineTypes, "MachineRequest"],
    ["AdapterFacts", machineTypes, "AdapterFacts"],
    ["BackendFacts", machineTypes, "BackendFacts"],
    ["MeasuredRate", machineTypes, "MeasuredRate"],
    ["CrossoverPoint", machineTypes, "CrossoverPoint"],
  ])("under “%s” every field of %s %s is described", (heading, path, name) => {
    const fields = fieldsOf(path, name);
    expect(fields.length).toBeGreaterThan(0);
    const spans = codeSpans(sectionOf(page, heading));
    expect(fields.filter((field) => !spans.has(field))).toEqual([]);
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
      ...literalsOf("src/worker/messages.ts", "WorkerFailure"),
    ].sort();
    const table = [
      ...sectionOf(page, "Errors").matchAll(/^\| `([^`]+)`/gm),
    ].map(([, code]) => code);
    expect(table.sort()).toEqual(codes);
  });

  test.each([
    ["Exports", "src/worker/exportTypes.ts", "ExportKind", '"'],
    ["Exports", "src/worker/exportTypes.ts", "TakeKind", '"'],
    ["Importing parameters", "src/worker/runResult.ts", "ImportedRole", ""],
    ["Protocols", "src/worker/runConfig.ts", "Protocol", ""],
    ["RunConfig", "src/worker/runConfig.ts", "PivotSpace", '"'],
    ["MeasuredRate", machineTypes, "MeasuredOperation", ""],
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
