import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { askTogether, isRescored, listKits } from "./kit";
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

    /** The rows of each statement; one psql asks them all. */
    const rowsOf = async (statements: readonly string[]) => {
      const end = "-- end";
      const asked = statements.flatMap((sql) => [
        ...["-c", sql],
        ...["-c", `\\echo ${end}`],
      ]);
      const text = await database.psql(
        kit.name,
        ["-At", "-F", " ", ...asked],
        kit.folder,
      );
      const answers = text.split(`${end}\n`).slice(0, -1);
      return answers.map((answer) =>
        answer
          .split("\n")
          .filter((line) => line !== "")
          .map((line) => line.split(" ").map(Number)),
      );
    };

    test("bit_count(#), by psql and the kit's own files", async () => {
      const found = await askTogether(kit, "postgresql", async (statements) =>
        (await rowsOf(statements)).map((answer) =>
          answer.map(([id, distance]) => [id, distance] as const),
        ),
      );
      expect(found).toEqual(Object.fromEntries(kit.expected));
    });

    if (isRescored(kit, "postgresql"))
      test("query.sql rescored", async () => {
        const [found] = await rowsOf([kit.read("postgresql/query.sql")]);
        const cosines = found.map(([, , cosine]) => cosine);
        expect(cosines.length).toBeGreaterThan(0);
        expect(cosines).toEqual(cosines.toSorted((a, b) => b - a));
      });
  });
});
