import { spawnSync } from "node:child_process";
import {
  existsSync,
  mkdtempSync,
  readdirSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { type DuckDBConnection, DuckDBInstance } from "@duckdb/node-api";
import { PGlite } from "@electric-sql/pglite";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { pythonModule } from "../../../../src/export/modules/modules";
import type { Dialect } from "../../../../src/export/sql/dialect";
import { duckdb } from "../../../../src/export/sql/duckdb";
import { postgresql } from "../../../../src/export/sql/postgresql";
import { valuesOfRow } from "../../../../src/search/rule/column";
import { columnIntervals } from "../../../../src/search/rule/interval";
import { sqlConditions } from "../../../../src/search/rule/sql";
import { pivotRule } from "../../../../src/search/structure/pivots/keepRule";
import { rules } from "./edgeCases";
import { type Compared, comparedCases, nameOfCase } from "./kernel";

/** SQL that asks which rows of one case are kept. */
function selectKept(edge: Compared, dialect: Dialect): string {
  const { keepRule: rule, columns, query, t } = edge;
  const intervals = columnIntervals(rule, columns, query, t);
  const conditions = sqlConditions(
    { rule, columns, query, t },
    intervals,
    dialect,
  );
  return `SELECT id FROM documents WHERE ${conditions.join(" AND ")} ORDER BY id`;
}

/** A table of one case's rows; the columns have the types of the kits. */
function createTable(edge: Compared, whole: string, real: string): string {
  const isReal = edge.columns[0].values instanceof Float32Array;
  const type = isReal ? real : whole;
  const rows = Array.from({ length: edge.rows }, (_, row) => {
    const values = valuesOfRow(edge.columns, row).map(
      // In quotes, so that the column's own type reads the digits.
      (value) => `'${Number(value.toPrecision(9))}'`,
    );
    return `(${row}, ${values.join(", ")})`;
  });
  const { columns } = edge;
  return `CREATE TABLE documents (id integer, ${columns.map(({ name }) => `${name} ${type}`).join(", ")});
INSERT INTO documents VALUES ${rows.join(", ")};`;
}

const keptIds = ({ kept }: Compared) =>
  kept.flatMap((isKept, row) => (isKept ? [row] : []));

describe("DuckDB", () => {
  let instance: DuckDBInstance;
  let connection: DuckDBConnection;

  beforeAll(async () => {
    instance = await DuckDBInstance.create(":memory:");
    connection = await instance.connect();
  });

  afterAll(() => {
    connection.closeSync();
    instance.closeSync();
  });

  test.each(rules)("$space, $statistic", async (rule) => {
    for (const edge of comparedCases(rule)) {
      await connection.run(createTable(edge, "UTINYINT", "FLOAT"));
      const found = await connection.runAndReadAll(selectKept(edge, duckdb));
      await connection.run("DROP TABLE documents");
      const ids = found.getRows().map(([id]) => Number(id));
      expect(ids, nameOfCase(edge)).toEqual(keptIds(edge));
    }
  });
});

describe("PostgreSQL (PGlite)", () => {
  let database: PGlite;

  beforeAll(async () => {
    database = await PGlite.create();
  }, 60_000);

  afterAll(() => database.close());

  test.each(rules)("$space, $statistic", async (rule) => {
    for (const edge of comparedCases(rule)) {
      await database.exec(createTable(edge, "smallint", "real"));
      const { rows } = await database.query<{ id: number }>(
        selectKept(edge, postgresql),
      );
      await database.exec("DROP TABLE documents");
      expect(
        rows.map(({ id }) => id),
        nameOfCase(edge),
      ).toEqual(keptIds(edge));
    }
  });
});

/** The private environment of the oracles, or the machine's own; null: neither. */
function findPython(): string | null {
  const folder = join(process.cwd(), ".cache/python");
  const own = existsSync(folder)
    ? readdirSync(folder).map((name) => join(folder, name, "bin/python"))
    : [];
  const runs = (program: string) =>
    spawnSync(program, ["--version"]).status === 0;
  return [...own, "python3"].find(runs) ?? null;
}

const python = findPython();

/** Prints, for each case, the rows that the module keeps. */
const DRIVER = `
import json, sys
from bitsieve import keeps
for case in json.load(sys.stdin):
    print(json.dumps([i for i, row in enumerate(case["rows"]) if keeps(case["query"], row, case["t"])]))
`;

describe.skipIf(python === null)(
  `Python${python === null ? ": skipped, there is none" : ""}`,
  () => {
    let folder: string;

    beforeAll(() => {
      folder = mkdtempSync(join(tmpdir(), "bitsieve-rule-"));
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    test.each(rules)("$space, $statistic", (rule) => {
      const { space, statistic } = rule;
      const facts = { pivot_space: space, statistic };
      const text = pythonModule({
        rule: pivotRule(rule),
        structureFacts: facts,
        columns: [],
        structurePrograms: null,
      });
      writeFileSync(join(folder, "bitsieve.py"), text);
      const cases = comparedCases(rule);
      const input = cases.map(({ query, columns, t, rows }) => ({
        query,
        t,
        rows: Array.from({ length: rows }, (_, row) =>
          valuesOfRow(columns, row),
        ),
      }));
      // Without the cache of the module of the case before.
      const { stdout, stderr } = spawnSync(
        python ?? "python3",
        ["-B", "-c", DRIVER],
        { cwd: folder, input: JSON.stringify(input), encoding: "utf8" },
      );
      const lines = stdout.trim().split("\n");
      expect(lines.length, stderr).toBe(cases.length);
      lines.forEach((line, i) =>
        expect(JSON.parse(line), nameOfCase(cases[i])).toEqual(
          keptIds(cases[i]),
        ),
      );
    });
  },
);
