import { readFileSync } from "node:fs";
import { join } from "node:path";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askAll, isRescored, listKits, statementsOf } from "./kit";

/** psql's \copy of documents.csv, as this PostgreSQL takes a file. */
function copyFromBlob(sql: string): string {
  return sql.replace(
    /^\\copy (.*) FROM 'documents\.csv'(.*)$/m,
    "COPY $1 FROM '/dev/blob'$2;",
  );
}

describe.each(listKits())(
  "PostgreSQL with pgvector (PGlite) on $name",
  (kit) => {
    let database: PGlite;

    beforeAll(async () => {
      database = await PGlite.create({ extensions: { vector } });
      const csv = readFileSync(join(kit.folder, "documents.csv"));
      await database.exec(kit.read("pgvector/schema.sql"));
      await database.exec(copyFromBlob(kit.read("pgvector/load.sql")), {
        blob: new Blob([new Uint8Array(csv)]),
      });
    });

    afterAll(() => database.close());

    async function ask(sql: string) {
      const { rows } = await database.query<{ id: number; distance: number }>(
        sql,
      );
      return rows.map(({ id, distance }) => [Number(id), distance] as const);
    }

    test("<~> on bit, exact", async () => {
      const found = await askAll(kit, "pgvector", ask);
      expect(found).toEqual(Object.fromEntries(kit.expected));
    });

    if (isRescored(kit, "pgvector"))
      test("query.sql rescored", async () => {
        const { rows } = await database.query<{ cosine: number }>(
          kit.read("pgvector/query.sql"),
        );
        const cosines = rows.map(({ cosine }) => cosine);
        expect(cosines.length).toBeGreaterThan(0);
        expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
        expect(cosines[0]).toBeLessThanOrEqual(1.0001);
      });

    test("index.sql: hnsw answers the indexable form, queries.sql stays exact", async () => {
      await database.exec(kit.read("pgvector/index.sql"));
      const [[key, exact]] = statementsOf(kit.read("pgvector/queries.sql"));
      const code = /B'[01]+'/.exec(exact)?.[0];
      const approximate = `SELECT id, (hash <~> ${code})::int AS distance FROM documents ORDER BY hash <~> ${code} LIMIT 10`;
      await database.exec(
        "SET hnsw.ef_search = 400; SET enable_seqscan = off;",
      );
      const plan = await database.query<Record<string, string>>(
        `EXPLAIN ${approximate}`,
      );
      const exactPlan = await database.query<Record<string, string>>(
        `EXPLAIN ${exact.replace(/;$/, "")}`,
      );
      const text = (rows: Record<string, string>[]) =>
        rows.map((row) => row["QUERY PLAN"]).join("\n");
      expect(text(plan.rows)).toContain("Index Scan using documents_hash_idx");
      expect(text(exactPlan.rows)).not.toContain("documents_hash_idx");
      const found = await ask(approximate);
      const expected = kit.expected.get(key) ?? [];
      // The graph may miss a few; that it finds what is near is what is tested.
      const furthest = expected[Math.min(20, expected.length - 1)][1];
      expect(found.length).toBe(10);
      expect(
        found.filter(([, distance]) => distance <= furthest).length,
      ).toBeGreaterThan(5);
      expect(await ask(exact)).toEqual(expected);
    });
  },
);
