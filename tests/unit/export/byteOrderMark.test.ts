import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { DuckDBInstance } from "@duckdb/node-api";
import { PGlite } from "@electric-sql/pglite";
import { vector } from "@electric-sql/pglite-pgvector";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import {
  fileOf,
  npyFile,
  openFiles,
  quietCall,
  type Session,
} from "../worker/support";
import { takenFiles } from "./kitSupport";

/** Also the byte order mark of a file; in a text it is a character like others. */
const MARK = "\ufeff";
const rows = 40;
const dim = 20;
const documents = Array.from({ length: rows }, (_, i) => ({
  id: `${MARK}doc-${i}`,
  title: `${i % 2 ? MARK : ""}title ${i}`,
  text: `${MARK.repeat(1 + (i % 2))}text, of "${i}" ${MARK}`,
}));
type Field = keyof (typeof documents)[number];
const fields: readonly Field[] = ["id", "title", "text"];

function vectors(): File {
  const data = new NumpyGenerator(5).standardNormals(rows * dim);
  for (let row = 0; row < rows; row++) {
    const own = data.subarray(row * dim, (row + 1) * dim);
    const norm = Math.hypot(...own);
    own.forEach((value, j) => (own[j] = value / norm));
  }
  return npyFile("mine.npy", [rows, dim], Float32Array.from(data));
}

const jsonLines = documents.map((record) => JSON.stringify(record)).join("\n");
const quoted = (text: string) => `"${text.replaceAll('"', '""')}"`;
const table = (between: string) =>
  [
    fields.join(between),
    ...documents.map((record) =>
      fields.map((field) => quoted(record[field])).join(between),
    ),
  ].join("\n");

/** What the app holds of each document after these files were opened. */
async function opened(file: File): Promise<unknown[]> {
  const { session } = await openFiles([vectors(), file]);
  return holdingOf(session);
}

async function holdingOf(session: Session): Promise<unknown[]> {
  await session.run(
    {
      hash: { bits: 16, iterations: 1 },
      queries: { count: 5 },
      k: 3,
      protocol: "notebook-62",
    },
    quietCall(),
  );
  const { run } = await session.artifacts(null, quietCall());
  const batch = await session.rows(
    { run, from: 0, count: rows, vectors: false, texts: true },
    quietCall(),
  );
  return Array.from({ length: rows }, (_, row) => ({
    id: batch.ownIds?.[row],
    title: batch.titles?.[row],
    text: batch.texts?.[row],
  }));
}

describe("U+FEFF at the start of an id, a title or a text", () => {
  test.each([
    ["JSON Lines", () => fileOf("mine.jsonl", jsonLines)],
    ["JSON Lines after a mark", () => fileOf("mine.jsonl", MARK + jsonLines)],
    ["JSON", () => fileOf("mine.json", MARK + JSON.stringify(documents))],
    ["CSV", () => fileOf("mine.csv", MARK + table(","))],
    ["TSV", () => fileOf("mine.tsv", table("\t"))],
  ])("is read from %s", async (_, file) => {
    expect(await opened(file())).toEqual(documents);
  });

  test("is read from the first cell of a CSV that has a mark and no header", async () => {
    const lines = documents.map(({ text }) => text.replaceAll(/["]/g, ""));
    const csv = lines.map((line) => `"${line}"`).join("\n");
    const unquoted = lines.map((line) => line.replaceAll(",", "")).join("\n");
    for (const [content, wanted] of [
      [csv, lines],
      [unquoted, lines.map((line) => line.replaceAll(",", ""))],
    ] as const)
      expect(
        (await opened(fileOf("mine.csv", MARK + content))).map(
          (record) => (record as { text: string }).text,
        ),
      ).toEqual(wanted);
  });

  describe("in what is exported", () => {
    let files: Map<string, Uint8Array<ArrayBuffer>>;
    const folder = mkdtempSync(join(tmpdir(), "bitsieve-mark-"));

    const bytesOf = (path: string) => {
      const bytes = files.get(path);
      if (!bytes) throw new Error(`no ${path}`);
      return bytes;
    };
    const textOf = (path: string) => new TextDecoder().decode(bytesOf(path));
    /** As hex, because drivers decode, and may drop it themselves. */
    const hex = (text: string) =>
      Buffer.from(text, "utf8").toString("hex").toUpperCase();
    const expected = documents.map((record, row) => [
      row,
      ...fields.map((field) => hex(record[field])),
    ]);

    beforeAll(async () => {
      const { session } = await openFiles([
        vectors(),
        fileOf("mine.jsonl", jsonLines),
      ]);
      await holdingOf(session);
      files = await takenFiles(session, "zip", { embeddings: true });
      for (const path of ["documents.parquet", "documents.csv"])
        writeFileSync(join(folder, path), bytesOf(path));
    });

    afterAll(() => rmSync(folder, { recursive: true }));

    test("stays in documents.parquet: the app opens it again", async () => {
      const { session } = await openFiles([
        fileOf("documents.parquet", bytesOf("documents.parquet")),
      ]);
      const holding = await holdingOf(session);
      expect(
        holding.map((record) => (record as { text: string }).text),
      ).toEqual(documents.map(({ text }) => text));
      expect(
        holding.map((record) => (record as { title: string }).title),
      ).toEqual(documents.map(({ title }) => title));
    });

    test("stays in DuckDB", async () => {
      const instance = await DuckDBInstance.create(":memory:");
      const connection = await instance.connect();
      const from = (path: string) =>
        `'${join(folder, path).replaceAll("'", "''")}'`;
      await connection.run(textOf("duckdb/schema.sql"));
      await connection.run(
        textOf("duckdb/load.sql").replaceAll(
          "'documents.parquet'",
          from("documents.parquet"),
        ),
      );
      const rowsOf = async (source: string) =>
        (
          await connection.runAndReadAll(
            `SELECT id, hex(encode(doc_id)), hex(encode(title)), hex(encode("text")) FROM ${source} ORDER BY id`,
          )
        )
          .getRows()
          .map(([id, ...texts]) => [Number(id), ...texts]);
      expect(await rowsOf("documents")).toEqual(expected);
      expect(
        await rowsOf(`read_csv(${from("documents.csv")}, header = true)`),
      ).toEqual(expected);
      connection.closeSync();
      instance.closeSync();
    });

    // A whole PostgreSQL starts: seconds on an idle machine.
    test("stays in PostgreSQL", { timeout: 240_000 }, async () => {
      const database = await PGlite.create({ extensions: { vector } });
      await database.exec(textOf("pgvector/schema.sql"));
      await database.exec(
        textOf("pgvector/load.sql").replace(
          /^\\copy (.*) FROM 'documents\.csv'(.*)$/m,
          "COPY $1 FROM '/dev/blob'$2;",
        ),
        { blob: new Blob([bytesOf("documents.csv")]) },
      );
      const column = (name: string) =>
        `upper(encode(convert_to(${name}, 'UTF8'), 'hex')) AS ${name}`;
      const { rows: stored } = await database.query<
        Record<"id" | "doc_id" | "title" | "text", string>
      >(
        `SELECT id, ${column("doc_id")}, ${column("title")}, ${column("text")} FROM documents ORDER BY id`,
      );
      expect(
        stored.map(({ id, doc_id, title, text }) => [
          Number(id),
          doc_id,
          title,
          text,
        ]),
      ).toEqual(expected);
      await database.close();
    });
  });
});
