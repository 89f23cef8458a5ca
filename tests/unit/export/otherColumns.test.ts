import { parquetReadObjects } from "hyparquet";
import { beforeAll, expect, test } from "vitest";
import { runArrays } from "../../../src/export/arrays";
import { MemorySink } from "../../../src/export/formats/byteSink";
import { describeArtifacts } from "../../../src/export/metadata";
import { type KitContext, kitContext } from "../../../src/export/kits/context";
import { goldenQueries } from "../../../src/export/kits/golden";
import { kitFiles } from "../../../src/export/kits/kitFiles";
import type { RunArtifacts } from "../../../src/model/artifacts";
import type { Column, Rule } from "../../../src/model/rule";
import { quietCall } from "../worker/support";
import { finishedRun, readerOf } from "./kitSupport";

/** A rule that no structure of the app has: years that differ by less than t. */
const rule: Rule = {
  kind: "fold",
  fold: "max",
  term: ["abs", ["-", "q", "x"]],
  op: "<",
  bound: "t",
  value: "year",
};

function years(rows: number, from: number): Column {
  return {
    name: "year",
    array: "years",
    range: [1900, 2100],
    values: Uint16Array.from({ length: rows }, (_, row) => from + (row % 50)),
  };
}

let artifacts: RunArtifacts;
let context: KitContext;
const files = new Map<string, Uint8Array<ArrayBuffer>>();
const text = (path: string) => new TextDecoder().decode(files.get(path));

beforeAll(async () => {
  const session = await finishedRun(
    { n: 300, dim: 32, clusters: 8, seed: 4 },
    {
      hash: { bits: 32, iterations: 1 },
      structure: { method: "scan" },
      queries: { count: 5 },
    },
  );
  const run = await session.artifacts(null, quietCall());
  const n = run.documentIds.length;
  artifacts = {
    ...run,
    rule,
    columns: [years(n, 1950)],
    queryColumns: [years(5, 1970)],
    structureFacts: { year_of: "publication" },
    result: {
      ...run.result,
      config: { ...run.result.config, structure: { method: "years" } },
    },
  };
  context = kitContext(
    artifacts,
    { threshold: 3, limit: 20, embeddings: false, language: "en" },
    false,
  );
  for (const kind of ["duckdb", "golden", "safetensors"] as const)
    for (const file of kitFiles(kind, context, "run")) {
      const sink = new MemorySink();
      await file.write(sink, readerOf(session, context));
      files.set(file.path, sink.toBytes());
    }
});

test("columns of another structure stand in tables, schemas and arrays", async () => {
  const rows = await parquetReadObjects({
    file: files.get("documents.parquet")?.buffer ?? new ArrayBuffer(0),
  });
  expect(rows.map(({ year }) => Number(year))).toEqual([
    ...artifacts.columns[0].values,
  ]);
  expect(text("duckdb/schema.sql")).toMatch(/year\s+USMALLINT/);
  const arrays = runArrays(artifacts);
  expect(arrays["years"]).toMatchObject({
    dtype: "u2",
    shape: [context.n, 1],
  });
  expect(arrays["query_years"]).toMatchObject({ shape: [5, 1] });
});

test("its rule gives bounds, SQL and golden answers", () => {
  const golden = goldenQueries(context);
  golden.forEach(({ values, bounds, filtered }, q) => {
    expect(values).toEqual([1970 + q]);
    expect(bounds).toEqual([{ low: 1968 + q, high: 1972 + q }]);
    const found = new Set(filtered?.ids);
    artifacts.documentIds.forEach((id, row) =>
      expect(found.has(id)).toBe(
        Math.abs(artifacts.columns[0].values[row] - 1970 - q) < 3,
      ),
    );
  });
  expect(text("duckdb/query.sql")).toContain("-- Filter: t = 3 bounds year.\n");
  expect(text("duckdb/query.sql")).toContain(
    "WHERE year BETWEEN 1968 AND 1972\n",
  );
});

test("files say what the structure says of itself", () => {
  expect(text("golden.json")).toContain('"yearOf":"publication"');
  expect(text("parameters.safetensors")).toContain('"year_of":"publication"');
  const metadata = new TextDecoder().decode(describeArtifacts(artifacts, {}));
  expect(metadata).toContain(
    '"filter": "keep x if max_i |Dq[i] - Dx[i]| < t, D = year"',
  );
  expect(text("duckdb/README.md")).toContain(
    "| `year` | what the structure stores of the document |",
  );
});
