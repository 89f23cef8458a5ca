import { describe, expect, test } from "vitest";
import { openTable } from "../../../../src/data/tables/openTable";
import { openTextFiles } from "../../../../src/data/tables/textFiles";
import {
  all,
  bytesOf,
  context,
  expected,
  fileOf,
  refusalOf,
  rowsOf,
} from "./formatFiles";

const { rows, dim, drawn, texts } = expected;
const titles = texts.map((_, row) => `title ${row}`);

describe("texts written by independent tools", () => {
  test.each(["records.jsonl", "records.json", "records.csv", "records.tsv"])(
    "%s: every text, title and vector",
    async (name) => {
      const table = await openTable(fileOf(name));
      expect(table.columns).toMatchObject([
        { name: "id", kind: "other" },
        { name: "title", kind: "text" },
        { name: "text", kind: "text" },
        { name: "vector", kind: "vector", dim },
      ]);
      expect(await table.readTexts(["text", "title"], all, context)).toEqual([
        texts,
        titles,
      ]);
      const matrix = await table.readVectors("vector", all, context);
      expect(matrix).toMatchObject({ rows, dim });
      expect(matrix.data).toEqual(rowsOf(texts.map((_, row) => row)));
    },
  );

  test("bom-crlf.txt: a document on each line", async () => {
    const table = await openTable(fileOf("bom-crlf.txt"));
    expect(await table.readTexts(["text"], all, context)).toEqual([texts]);
  });

  test.each(["none", "snappy", "gzip", "zstd"])(
    "%s.parquet: texts, dictionary, lists of both kinds, row groups",
    async (codec) => {
      const table = await openTable(fileOf(`${codec}.parquet`));
      expect(table.columns).toMatchObject([
        { name: "id", kind: "text", rows },
        { name: "title", kind: "text" },
        { name: "text", kind: "text" },
        { name: "vector", kind: "vector", dim },
        { name: "fixed", kind: "vector", dim },
        { name: "double", kind: "vector", dim },
        { name: "neighbors", kind: "integers", dim: 2 },
        { name: "likes", kind: "other" },
      ]);
      const [read, names] = await table.readTexts(
        ["text", "title"],
        all,
        context,
      );
      expect(read).toEqual(texts.map((text, row) => (row === 4 ? null : text)));
      expect(names[5]).toBe("title 2");
      for (const column of ["vector", "fixed", "double"]) {
        const matrix = await table.readVectors(column, all, context);
        expect(matrix.data).toEqual(rowsOf(texts.map((_, row) => row)));
      }
      const ids = await table.readIntegers("neighbors", all, context);
      expect([...ids.data.slice(0, 4)]).toEqual([0, 1, 1, 2]);
    },
  );

  test.each(["records.jsonl", "records.csv", "bom-crlf.txt", "snappy.parquet"])(
    "%s: the first rows, and numpy's draw",
    async (name) => {
      const table = await openTable(fileOf(name));
      const take = async (selection: Parameters<typeof table.readTexts>[1]) =>
        (await table.readTexts(["text"], selection, context))[0];
      const known = texts.map((text, row) =>
        name === "snappy.parquet" && row === 4 ? null : text,
      );
      expect(await take({ kind: "first", count: 12 })).toEqual(
        known.slice(0, 12),
      );
      expect(
        await take({ kind: "random", count: drawn.length, seed: 7 }),
      ).toEqual(drawn.map((row) => known[row]));
    },
  );

  test("several plain texts are a document each", async () => {
    const table = await openTextFiles([
      fileOf("a.txt", "one\nand a half"),
      fileOf("b.txt", "two"),
    ]);
    expect(await table.readTexts(["text", "title"], all, context)).toEqual([
      ["one\nand a half", "two"],
      ["a.txt", "b.txt"],
    ]);
  });
});

describe("tables without a usual header", () => {
  test("columns are numbered when the first record is data", async () => {
    const table = await openTable(fileOf("a.csv", "some words,1\nmore,2\n"));
    expect(table.columns.map(({ name, kind }) => [name, kind])).toEqual([
      ["column 1", "text"],
      ["column 2", "other"],
    ]);
    expect(await table.readTexts(["column 1"], all, context)).toEqual([
      ["some words", "more"],
    ]);
  });

  test("semicolons, quotes and line breaks inside cells", async () => {
    const table = await openTable(
      fileOf("a.csv", 'id;text\r\n1;"a; ""b""\r\nc"\r\n2;d'),
    );
    expect(await table.readTexts(["text"], all, context)).toEqual([
      ['a; "b"\r\nc', "d"],
    ]);
  });

  test("plain JSON texts are the column text", async () => {
    const table = await openTable(fileOf("a.jsonl", '"one"\n"two"\n\n'));
    expect(await table.readTexts(["text"], all, context)).toEqual([
      ["one", "two"],
    ]);
  });
});

const utf16 = new Uint8Array([0xff, 0xfe, 0x61, 0x00, 0x0a, 0x00]);
const snappy = () => bytesOf("snappy.parquet");

const refused: readonly (readonly [
  string,
  () => File,
  string,
  RegExp,
  string,
])[] = [
  [
    "jsonl: no JSON",
    () => fileOf("a.jsonl", '"a"\n{oops'),
    "bad-json",
    /line 2 is not JSON/,
    "text",
  ],
  [
    "jsonl: a blank line inside",
    () => fileOf("a.jsonl", '"a"\n\n"b"'),
    "bad-json",
    /line 2 is empty/,
    "text",
  ],
  [
    "jsonl: a number for a record",
    () => fileOf("a.jsonl", '"a"\n7'),
    "bad-json",
    /line 2 is a number/,
    "text",
  ],
  [
    "jsonl: not UTF-8",
    () => fileOf("a.jsonl", utf16),
    "bad-utf8",
    /byte 0 \(0xff\)/,
    "text",
  ],
  [
    "json: no array",
    () => fileOf("a.json", '{"text":"a"}'),
    "bad-json",
    /is an object, not an array/,
    "text",
  ],
  [
    "json: cut",
    () => fileOf("a.json", '["a", "b'),
    "bad-json",
    /is not JSON/,
    "text",
  ],
  [
    "json: empty",
    () => fileOf("a.json", "[]"),
    "empty",
    /holds no text/,
    "text",
  ],
  [
    "json: a list of lists",
    () => fileOf("a.json", '["a", ["b"]]'),
    "bad-json",
    /item 1 .* is an array/,
    "text",
  ],
  [
    "csv: an open quote",
    () => fileOf("a.csv", 'text\n"never closed'),
    "bad-csv",
    /record 2/,
    "text",
  ],
  [
    "csv: a cell too many",
    () => fileOf("a.csv", "id,text\n1,a\n2,b,c"),
    "bad-csv",
    /record 3 has 3 cells, the first record has 2/,
    "text",
  ],
  [
    "csv: a blank line",
    () => fileOf("a.csv", "id,text\n1,a\n\n2,b"),
    "bad-csv",
    /record 3 is a blank line/,
    "text",
  ],
  [
    "csv: not UTF-8",
    () => fileOf("a.csv", utf16),
    "bad-utf8",
    /UTF-16/,
    "text",
  ],
  [
    "tsv: a cell too few",
    () => fileOf("a.tsv", "id\ttext\n1"),
    "bad-csv",
    /record 2 has 1 cells/,
    "text",
  ],
  ["tsv: empty", () => fileOf("a.tsv", ""), "empty", /holds no text/, "text"],
  [
    "tsv: an open quote",
    () => fileOf("a.tsv", 'id\ttext\n1\t"a'),
    "bad-csv",
    /record 2/,
    "text",
  ],
  [
    "txt: nothing visible",
    () => fileOf("a.txt", " \n\n"),
    "empty",
    /no line with a visible character/,
    "text",
  ],
  [
    "txt: not UTF-8",
    () => fileOf("a.txt", utf16),
    "bad-utf8",
    /byte 0/,
    "text",
  ],
  ["txt: 0 bytes", () => fileOf("a.txt", ""), "empty", /0 bytes/, "text"],
  [
    "parquet: cut",
    () => fileOf("a.parquet", snappy().slice(0, 4000)),
    "unknown-format",
    /footer/,
    "text",
  ],
  [
    "parquet: something else",
    () => fileOf("a.parquet", "this is no parquet file"),
    "unknown-format",
    /not a readable parquet/,
    "text",
  ],
  [
    "parquet: 5 bytes",
    () => fileOf("a.parquet", "PAR1!"),
    "truncated",
    /5 bytes/,
    "text",
  ],
  [
    "parquet: a damaged page",
    () => fileOf("a.parquet", snappy().fill(255, 10, 900)),
    "unknown-format",
    /not a readable parquet/,
    "text",
  ],
];

describe("what is refused, with words", () => {
  test.each(refused)("%s", async (_, make, code, message, column) => {
    const error = await refusalOf(make(), column, "texts");
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });

  test.each([
    [
      "a row without its vector",
      fileOf("faults.parquet"),
      "holes",
      /row 12 \(counting from 0\): holes is empty/,
    ],
    [
      "a row that is shorter",
      fileOf("faults.parquet"),
      "ragged",
      /row 15 .* ragged has 4 numbers, the first row 6/,
    ],
    [
      "a ragged line",
      fileOf("a.jsonl", '{"v":[1.5,2]}\n{"v":[1.5]}'),
      "v",
      /line 2: v has 1 numbers, the first row has 2/,
    ],
    [
      "a line without",
      fileOf("a.jsonl", '{"v":[1.5]}\n{"w":1}'),
      "v",
      /line 2: v is not a list of numbers/,
    ],
  ])("vectors: %s", async (_, file, column, message) => {
    const error = await refusalOf(file, column);
    expect(error.message).toMatch(message);
  });
});
