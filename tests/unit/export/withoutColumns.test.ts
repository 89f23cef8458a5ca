import { beforeAll, describe, expect, test } from "vitest";
import { DuckDBInstance } from "@duckdb/node-api";
import { parquetReadObjects } from "hyparquet";
import {
  pythonModule,
  typescriptModule,
} from "../../../src/export/modules/modules";
import python from "../../../src/export/modules/bitsieve.py?raw";
import typescript from "../../../src/export/modules/bitsieve.ts?raw";
import { runName } from "../../../src/export/artifactFiles";
import { engines } from "../../../src/export/kits/engines";
import { goldenQueries } from "../../../src/export/kits/golden";
import { statementsOf } from "../../engines/kit";
import { quietCall, type Session } from "../worker/support";
import { runModule } from "./moduleText";
import { contextOf, finishedRun, takenFiles } from "./kitSupport";

/** Kits of a structure that stores nothing and keeps all. */
describe("scan", () => {
  let session: Session;
  let files: Map<string, Uint8Array<ArrayBuffer>>;
  const text = (path: string) => new TextDecoder().decode(files.get(path));

  beforeAll(async () => {
    session = await finishedRun(
      { n: 400, dim: 32, clusters: 8, seed: 4 },
      {
        hash: { bits: 32, iterations: 2 },
        structure: { method: "scan" },
        queries: { count: 6 },
      },
    );
    // A threshold that the page still shows means nothing here.
    files = await takenFiles(session, "zip", { threshold: 20 });
  });

  test("golden answers have no filter", async () => {
    const golden = goldenQueries(await contextOf(session, "golden"));
    expect(golden).toHaveLength(6);
    for (const query of golden)
      expect(query).toMatchObject({ values: [], bounds: null, filtered: null });
    expect(text("golden.json")).not.toMatch(/pivotSpace|statistic/);
  });

  test("tables and SQL have no columns, no bounds and no index", async () => {
    const rows = await parquetReadObjects({
      file: files.get("documents.parquet")?.buffer ?? new ArrayBuffer(0),
    });
    expect(Object.keys(rows[0])).toEqual(["id", "hash", "h0", "embedding"]);
    expect(text("documents.csv").split("\n")[0]).toBe("id,hash,embedding");
    for (const engine of engines) {
      expect(text(`${engine}/schema.sql`), engine).not.toMatch(/\bp0\b/);
      const sql = text(`${engine}/queries.sql`);
      expect(sql, engine).not.toMatch(/BETWEEN|\bp0\b/);
      expect(statementsOf(sql).size).toBe(6);
      expect(text(`${engine}/README.md`)).not.toMatch(/pivot/i);
      expect(text(`${engine}/query.sql`)).toContain("-- No filter.");
    }
    expect(files.has("postgresql/index.sql")).toBe(false);
    expect(text("clickhouse/schema.sql")).toContain("ORDER BY id;");
    for (const other of ["qdrant", "milvus"])
      expect(text(`${other}/load_and_query.py`)).toContain("COLUMNS = []");
  });

  test("DuckDB finds the golden answers", async () => {
    const golden = goldenQueries(await contextOf(session, "golden"));
    const rows = await parquetReadObjects({
      file: files.get("documents.parquet")?.buffer ?? new ArrayBuffer(0),
    });
    const instance = await DuckDBInstance.create(":memory:");
    const connection = await instance.connect();
    await connection.run(
      `CREATE TABLE documents (id BIGINT, h0 BIGINT); INSERT INTO documents VALUES ${rows.map(({ id, h0 }) => `(${id}, ${h0})`).join(", ")}`,
    );
    for (const [key, sql] of statementsOf(text("duckdb/queries.sql"))) {
      const found = await connection.runAndReadAll(sql);
      const { all } = golden[Number(key.split(" ")[0])];
      expect(found.getRows().map((row) => row.map(Number))).toEqual(
        all.ids.map((id, rank) => [id, all.distances[rank]]),
      );
    }
    connection.closeSync();
    instance.closeSync();
  });

  test("the modules keep every document", async () => {
    const { readParameters, readDocuments, search } = await runModule(
      text("bitsieve.ts"),
    );
    const bytes = (name: string) => files.get(name) ?? new Uint8Array();
    const parameters = readParameters(bytes("parameters.safetensors"));
    const documents = readDocuments(bytes("documents.safetensors"));
    expect(parameters.parts).toEqual([]);
    for (const query of goldenQueries(await contextOf(session, "golden"))) {
      const found = search(parameters, documents, query.vector, {
        limit: 100,
        threshold: 0,
        leftOut: query.leftOut,
      });
      expect(found.map(({ id }) => id)).toEqual(query.all.ids);
    }
  });

  test("files are called by the structure, arrays of it are not there", async () => {
    const artifacts = await session.artifacts(null, quietCall());
    expect(runName(artifacts)).toMatch(/-32bits-scan$/);
    expect([...files.keys()].filter((path) => /pivot/.test(path))).toEqual([]);
    const zip = Buffer.from(files.get("numpy/run.npz") ?? []);
    expect(zip.includes("hashes.npy")).toBe(true);
    expect(zip.includes("pivot_distances")).toBe(false);
  });
});

test("without a rule the modules are the files of this repository", () => {
  const none = {
    rule: null,
    structureFacts: {},
    columns: [],
    structurePrograms: null,
  };
  expect(pythonModule(none)).toBe(python);
  expect(typescriptModule(none)).toBe(typescript);
});
