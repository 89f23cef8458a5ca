import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askAll, isRescored, listKits } from "./kit";
import { startPostgres, type Postgres } from "./postgres";

/** Made by the test command where the machine has none; absent only without root. */
const server = await startPostgres();

afterAll(() => server?.stop());

describe.skipIf(!server)("PostgreSQL without extensions", () => {
  describe.each(listKits())("on $name", (kit) => {
    let database: Postgres;

    beforeAll(async () => {
      if (!server) return;
      database = server;
      await database.psql(
        "postgres",
        ["-c", `CREATE DATABASE "${kit.name}"`],
        kit.folder,
      );
      for (const file of ["schema", "load", "index"])
        await database.psql(
          kit.name,
          ["-f", `postgresql/${file}.sql`],
          kit.folder,
        );
    });

    const rows = async (sql: string) => {
      const text = await database.psql(
        kit.name,
        ["-At", "-F", " ", "-c", sql],
        kit.folder,
      );
      return text
        .split("\n")
        .filter((line) => line !== "")
        .map((line) => line.split(" ").map(Number));
    };

    test("bit_count(#), by psql and the kit's own files", async () => {
      const found = await askAll(kit, "postgresql", async (sql) =>
        (await rows(sql)).map(([id, distance]) => [id, distance] as const),
      );
      expect(found).toEqual(Object.fromEntries(kit.expected));
    });

    if (isRescored(kit, "postgresql"))
      test("query.sql rescored", async () => {
        const found = await rows(kit.read("postgresql/query.sql"));
        const cosines = found.map(([, , cosine]) => cosine);
        expect(cosines.length).toBeGreaterThan(0);
        expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
      });
  });
});
