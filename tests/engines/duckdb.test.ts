import { DuckDBInstance, type DuckDBConnection } from "@duckdb/node-api";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { type Answer, askAll, isRescored, listKits } from "./kit";

/** The vector of the first golden query, as JSON text. */
function firstInput(golden: string): string {
  const found = /"input":\[([^\]]*)\]/.exec(golden);
  if (!found) throw new Error("golden.json has no input");
  return found[1];
}

/** A place to put DuckDB in: it resolves relative files by the working directory. */
const start = process.cwd();

describe.each(listKits())("DuckDB on $name", (kit) => {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;

  beforeAll(async () => {
    process.chdir(kit.folder);
    instance = await DuckDBInstance.create(":memory:");
    connection = await instance.connect();
  });

  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
    process.chdir(start);
  });

  async function rows(sql: string): Promise<number[][]> {
    const result = await connection.runAndReadAll(sql);
    return result.getRows().map((row) => row.map(Number));
  }

  async function ask(sql: string): Promise<Answer> {
    return (await rows(sql)).map(([id, distance]) => [id, distance] as const);
  }

  test("straight from the Parquet file", async () => {
    await connection.run(
      "CREATE VIEW documents AS SELECT * FROM read_parquet('documents.parquet')",
    );
    const found = await askAll(kit, "duckdb", ask);
    await connection.run("DROP VIEW documents");
    expect(found).toEqual(Object.fromEntries(kit.expected));
  });

  test("schema.sql, load.sql, queries.sql", async () => {
    await connection.run(kit.read("duckdb/schema.sql"));
    await connection.run(kit.read("duckdb/load.sql"));
    const found = await askAll(kit, "duckdb", ask);
    expect(found).toEqual(Object.fromEntries(kit.expected));
  });

  test("a wrong bit order, or words taken as unsigned, would be seen", async () => {
    const [[negative, rows_]] = await rows(
      "SELECT count(*) FILTER (WHERE h0 < 0), count(*) FROM documents",
    );
    // Half of the first bits are set: a sign on either side.
    expect(negative).toBeGreaterThan(rows_ / 20);
    expect(negative).toBeLessThan((19 * rows_) / 20);
    const [[first]] = await rows(
      "SELECT count(*) FROM documents d JOIN read_parquet('documents.parquet') f USING (id) WHERE (f.hash[1] >= '8') <> (d.h0 < 0)",
    );
    expect(first).toBe(0);
  });

  if (isRescored(kit, "duckdb"))
    test("query.sql rescoring ranks by the true cosine", async () => {
      const found = await rows(kit.read("duckdb/query.sql"));
      const cosines = found.map(([, , cosine]) => cosine);
      expect(found.length).toBeGreaterThan(0);
      expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
      const input = firstInput(kit.read("golden.json"));
      const exact = await rows(
        `SELECT id, list_sum(list_transform(list_zip(embedding, [${input}]), x -> x[1]::DOUBLE * x[2]::DOUBLE)) / sqrt(list_sum(list_transform(embedding, x -> x::DOUBLE * x)) * list_sum(list_transform([${input}], x -> x::DOUBLE * x::DOUBLE))) FROM documents WHERE id IN (${found.map(([id]) => id).join(", ")})`,
      );
      const byId = new Map(exact.map(([id, cosine]) => [id, cosine]));
      for (const [id, , cosine] of found)
        expect(cosine).toBeCloseTo(byId.get(id) ?? NaN, 5);
    });

  test("the file's metadata holds the parameters", async () => {
    const result = await connection.runAndReadAll(
      "SELECT decode(key), octet_length(value) FROM parquet_kv_metadata('documents.parquet')",
    );
    const sizes = new Map(
      result.getRows().map(([key, size]) => [String(key), Number(size)]),
    );
    expect(sizes.get("bitsieve.metadata")).toBeGreaterThan(500);
    expect(sizes.get("bitsieve.parameters")).toBeGreaterThan(10_000);
  });
});
