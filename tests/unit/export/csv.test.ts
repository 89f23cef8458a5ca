import { valuesOfRow } from "../../../src/search/rule/column";
import { beforeAll, describe, expect, test } from "vitest";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { toBinaryDigits } from "../../../src/numeric/codeWords";
import { perQueryCsv } from "../../../src/export/perQueryCsv";
import { goldenQueries } from "../../../src/export/kits/golden";
import {
  fileOf,
  npyFile,
  openFiles,
  quietCall,
  type Session,
} from "../worker/support";
import { contextOf, takenFiles } from "./kitSupport";

test("values of each query: every digit, CRLF, and an empty threshold without a filter", () => {
  const row = { query: 0, id: 7, limit: 100, candidates: 12.5 };
  const recall = { expected: 0.1 + 0.2, best: 1, worst: 0, stable: 1e-7 };
  expect(
    perQueryCsv([
      { ...row, ...recall, threshold: null, filterRecall: NaN },
      { ...row, ...recall, threshold: 0, filterRecall: 1 },
    ]),
  ).toBe(
    "query,id,threshold,limit,candidates,filter_recall,recall_expected,recall_best,recall_worst,recall_stable\r\n" +
      "0,7,,100,12.5,NaN,0.30000000000000004,1,0,1e-7\r\n" +
      "0,7,0,100,12.5,1,0.30000000000000004,1,0,1e-7\r\n",
  );
  expect(perQueryCsv([])).toMatch(/^query,.*,recall_stable\r\n$/);
});

/** Texts that ask for quotes, and some that only look so. */
const texts = [
  "plain",
  'a "quoted" word',
  "a comma, and a semicolon;",
  "two\nlines",
  "two\r\nlines",
  " spaces round it ",
  "zero \u0000 byte",
  "=1+1",
  "\ufeffmark",
  "東京 🙂",
  "null",
];

describe("the files for databases", () => {
  const rows = 60;
  const dim = 20;
  let session: Session;

  beforeAll(async () => {
    const random = new NumpyGenerator(5);
    const vectors = new Float32Array(rows * dim);
    for (let row = 0; row < rows; row++) {
      const vector = random.standardNormals(dim);
      const norm = Math.hypot(...vector);
      vector.forEach((value, j) => (vectors[row * dim + j] = value / norm));
    }
    const records = Array.from({ length: rows }, (_, i) => ({
      id: `doc-${i}`,
      title: `title ${i}`,
      text: texts[i % texts.length],
    }));
    const lines = records.map((record) => JSON.stringify(record)).join("\n");
    ({ session } = await openFiles([
      npyFile("mine.npy", [rows, dim], vectors),
      fileOf("mine.jsonl", lines),
    ]));
    await session.run(
      {
        hash: { bits: 16, iterations: 1 },
        protocol: "notebook-67",
        queries: { count: 5 },
        pivots: { count: 2 },
        k: 3,
      },
      quietCall(),
    );
  });

  const read = async (path: string) =>
    new TextDecoder("utf-8", { ignoreBOM: true }).decode(
      (await takenFiles(session, "zip", { embeddings: true })).get(path),
    );

  test("documents.csv: texts and vectors in quotes, nothing else", async () => {
    const { artifacts } = await contextOf(session, "zip", { embeddings: true });
    const batch = await session.rows(
      { run: artifacts.run, from: 0, count: rows, vectors: true, texts: true },
      quietCall(),
    );
    const digits = (value: number) => String(Number(value.toPrecision(9)));
    const quoted = (text: string) =>
      `"${text.replaceAll("\u0000", "\ufffd").replaceAll('"', '""')}"`;
    const lines = Array.from({ length: rows }, (_, row) => {
      const distances = valuesOfRow(artifacts.columns, row);
      const vector = batch.vectors?.subarray(row * dim, (row + 1) * dim) ?? [];
      return [
        String(row),
        ...[`doc-${row}`, `title ${row}`, texts[row % texts.length]].map(
          quoted,
        ),
        toBinaryDigits(artifacts.codeWords, row, 16),
        ...Array.from(distances, digits),
        `"{${Array.from(vector, digits).join(",")}}"`,
      ].join(",");
    });
    expect(await read("documents.csv")).toBe(
      ["id,doc_id,title,text,hash,p0,p1,embedding", ...lines, ""].join("\n"),
    );
  });

  test("expected.csv: the golden answers, rank by rank", async () => {
    const context = await contextOf(session, "zip", { embeddings: true });
    const lines = goldenQueries(context).flatMap(({ index, all, filtered }) =>
      (["all", "filtered"] as const).flatMap((name) => {
        const answer = name === "all" ? all : filtered;
        return (answer?.ids ?? []).map(
          (id, rank) =>
            `${index},${name},${rank + 1},${id},${answer?.distances[rank]}`,
        );
      }),
    );
    expect(lines.length).toBeGreaterThan(5);
    expect(await read("duckdb/expected.csv")).toBe(
      ["query,answer,rank,id,distance", ...lines, ""].join("\n"),
    );
  });
});
