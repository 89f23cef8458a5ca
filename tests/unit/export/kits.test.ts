import Papa from "papaparse";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { parquetMetadataAsync, parquetReadObjects } from "hyparquet";
import { beforeAll, describe, expect, test } from "vitest";
import { MemorySink } from "../../../src/export/formats/byteSink";
import { createZip } from "../../../src/export/formats/zip";
import { goldenQueries } from "../../../src/export/kits/golden";
import { shortName } from "../../../src/export/kits/numpyFiles";
import { approximateSize } from "../../../src/export/kits/sizes";
import { holdsVectors } from "../../../src/export/kits/engines";
import type { PartialConfig } from "../../../src/model/run/configuration";
import {
  fileOf,
  npyFile,
  openFiles,
  quietCall,
  rejectionOf,
  type Session,
} from "../worker/support";
import { runModule } from "./moduleText";
import { contextOf, finishedRun, takenFiles } from "./kitSupport";
import type { KitKind } from "../../../src/model/artifacts";

const data = { n: 1500, dim: 96, clusters: 20, seed: 4 };

const cases: [string, PartialConfig, number][] = [
  ["64 bits", { hash: { bits: 64, iterations: 3 }, queries: { count: 20 } }, 6],
  [
    "96 bits, queries are documents",
    {
      hash: { bits: 96, iterations: 3 },
      queries: { count: 20 },
      protocol: "notebook-62",
    },
    10,
  ],
  [
    "45 bits, cosine pivots",
    {
      hash: { bits: 45, iterations: 3 },
      queries: { count: 20 },
      protocol: "notebook-67",
    },
    0.2,
  ],
  [
    "angles, sums of squares",
    {
      hash: { bits: 32, iterations: 3 },
      queries: { count: 20 },
      pivots: { count: 4, space: "angular", statistic: "sum-of-squares" },
    },
    0.25,
  ],
];

describe.each(cases)("%s", (_, config, threshold) => {
  let session: Session;
  beforeAll(async () => {
    session = await finishedRun(data, config);
  });

  test("the TypeScript module gives the golden vectors", async () => {
    const files = await takenFiles(session, "modules", { threshold });
    const bytes = (name: string) => files.get(name) ?? new Uint8Array();
    const { encode, readDocuments, readParameters, search, signedWords } =
      await runModule(new TextDecoder().decode(bytes("bitsieve.ts")));
    const parameters = readParameters(bytes("parameters.safetensors"));
    const documents = readDocuments(bytes("documents.safetensors"));
    const golden = goldenQueries(
      await contextOf(session, "modules", { threshold }),
    );
    expect(golden).toHaveLength(20);
    for (const query of golden) {
      const { code, stored } = encode(parameters, query.vector);
      if (query.uncertainBits.length === 0)
        expect(Buffer.from(code).toString("hex")).toBe(query.hex);
      expect(stored).toHaveLength(query.values.length);
      stored.forEach((distance, p) =>
        expect(distance).toBeCloseTo(query.values[p], 5),
      );
      const answer = (t: number | null) =>
        search(parameters, documents, query.vector, {
          limit: 100,
          threshold: t,
          leftOut: query.leftOut,
        });
      const all = answer(null);
      expect(all.map(({ id }) => id)).toEqual(query.all.ids);
      expect(all.map(({ distance }) => distance)).toEqual(query.all.distances);
      // A real distance may differ in its last digit at the bound itself.
      if (parameters.metadata.pivot_space === "hamming")
        expect(answer(threshold).map(({ id }) => id)).toEqual(
          query.filtered?.ids,
        );
      expect(signedWords(code)).toHaveLength(Math.ceil(parameters.bits / 64));
    }
    expect(() => encode(parameters, [1, 2])).toThrow(/2 dimensions/);
    const doubled = golden[0].vector.map((value) => 2 * value);
    expect(() => encode(parameters, doubled)).toThrow(/length 2\.0000/);
  });

  test("the sizes that the page says are near what is written", async () => {
    const { result, stored } = await session.run(config, quietCall());
    const { hash, k } = result.config;
    const kinds: KitKind[] = [
      ...([
        "npz",
        "npy",
        "notebook",
        "safetensors",
        "faiss",
        "parquet",
      ] as const),
      ...(["duckdb", "pgvector", "postgresql", "clickhouse", "spark"] as const),
      ...(["qdrant", "milvus", "modules", "golden", "zip"] as const),
    ];
    for (const kind of kinds)
      for (const embeddings of [holdsVectors(kind), false]) {
        const files = await takenFiles(session, kind, {
          threshold,
          embeddings,
        });
        const written = [...files.values()].reduce(
          (sum, bytes) => sum + bytes.length,
          0,
        );
        const said = approximateSize(kind, {
          n: result.corpusSize,
          dim: data.dim,
          bits: hash.bits,
          stored,
          queries: result.queryIds.length,
          k,
          textLength: 0,
          embeddings,
        });
        expect(said / written, `${kind} ${embeddings}`).toBeGreaterThan(0.75);
        expect(said / written, `${kind} ${embeddings}`).toBeLessThan(1.33);
      }
  });
});

describe("files", () => {
  test("Parquet: rows in order, batch after batch, vectors to the last bit", async () => {
    // More rows than one row group holds.
    const session = await finishedRun(
      { n: 12_000, dim: 64, clusters: 20, seed: 4 },
      { hash: { bits: 32, iterations: 1 }, queries: { count: 5 } },
    );
    const file = (await takenFiles(session, "parquet")).get(
      "documents.parquet",
    );
    if (!file) throw new Error("no file");
    const buffer = file.buffer;
    const metadata = await parquetMetadataAsync(buffer);
    expect(metadata.row_groups.length).toBeGreaterThan(1);
    const rows = await parquetReadObjects({ file: buffer });
    const artifacts = await session.artifacts(null, quietCall());
    expect(rows.map(({ id }) => Number(id))).toEqual([
      ...artifacts.documentIds,
    ]);
    const { vectors } = await session.rows(
      {
        run: artifacts.run,
        from: 11_000,
        count: 1,
        vectors: true,
        texts: false,
      },
      quietCall(),
    );
    expect(rows[11_000].embedding).toEqual(Array.from(vectors ?? []));
  });

  test("the Parquet file opens as a data set again, texts and vectors", async () => {
    const session = await finishedRun(data, {
      hash: { bits: 32, iterations: 1 },
      protocol: "notebook-62",
      queries: { count: 5 },
    });
    const before = await session.artifacts(null, quietCall());
    const taken = await takenFiles(session, "parquet");
    const file = fileOf(
      "documents.parquet",
      taken.get("documents.parquet") ?? new Uint8Array(),
    );
    const info = await session.load({ files: [file] }, quietCall());
    expect(info).toMatchObject({ n: data.n, dim: data.dim });
    expect(info.fingerprint).toBe(before.result.dataset.fingerprint);
  });

  test("texts with quotes, commas and line ends, and ids of their own, in CSV and Parquet", async () => {
    const texts = Array.from({ length: 60 }, (_, i) => ({
      id: `doc-${i}`,
      title: `title ${i}, "quoted"`,
      text: i % 2 === 0 ? `two\nlines, ${i}` : "東京 🙂",
    }));
    const random = new NumpyGenerator(5);
    const vectors = new Float32Array(60 * 20);
    for (let row = 0; row < 60; row++) {
      const own = random.standardNormals(20);
      const norm = Math.hypot(...own);
      own.forEach((value, j) => (vectors[row * 20 + j] = value / norm));
    }
    const { session } = await openFiles([
      npyFile("mine.npy", [60, 20], vectors),
      fileOf("mine.jsonl", texts.map((row) => JSON.stringify(row)).join("\n")),
    ]);
    await session.run(
      {
        hash: { bits: 16, iterations: 1 },
        protocol: "notebook-62",
        queries: { count: 5 },
        pivots: { count: 2 },
        k: 3,
      },
      quietCall(),
    );
    const taken = await takenFiles(session, "zip");
    const csv = new TextDecoder().decode(taken.get("documents.csv"));
    const rows = Papa.parse<Record<string, string>>(csv, {
      header: true,
      skipEmptyLines: true,
    }).data;
    const parquet = await parquetReadObjects({
      file: taken.get("documents.parquet")?.buffer ?? new ArrayBuffer(0),
    });
    for (const read of [rows, parquet])
      expect(
        read.map(({ id, doc_id, title, text }) => ({
          row: Number(id),
          id: doc_id as string,
          title: title as string,
          text: text as string,
        })),
      ).toEqual(texts.map((row, i) => ({ row: i, ...row })));
    // Texts that were left out are in no file, the golden queries' among them.
    const lean = await takenFiles(session, "zip", { texts: false });
    const hasText = (files: ReadonlyMap<string, Uint8Array>, path: string) =>
      Buffer.from(files.get(path) ?? []).includes("two");
    expect(hasText(taken, "golden.json")).toBe(true);
    for (const path of lean.keys())
      if (!/\.(py|ts|md)$/.test(path))
        expect(Buffer.from(lean.get(path) ?? []).includes("東京"), path).toBe(
          false,
        );
    expect(hasText(lean, "golden.json")).toBe(false);
    const schema = new TextDecoder().decode(taken.get("duckdb/schema.sql"));
    expect(schema).toMatch(/doc_id\s+VARCHAR/);
  });

  test("rows of a run that another has replaced are refused", async () => {
    const session = await finishedRun(data, cases[0][1]);
    const { run } = await session.artifacts(null, quietCall());
    await session.run({ hash: { bits: 32, iterations: 1 } }, quietCall());
    const failure = await rejectionOf(
      session.rows(
        { run, from: 0, count: 1, vectors: true, texts: true },
        quietCall(),
      ),
    );
    expect(failure.message).toMatch(/Another run has taken the place/);
  });

  test("SQL never negates a literal that only fits when it is negative", async () => {
    const session = await finishedRun(data, cases[0][1]);
    const files = await takenFiles(session, "zip", { threshold: 6 });
    for (const engine of ["duckdb", "clickhouse", "spark"]) {
      const sql = new TextDecoder().decode(files.get(`${engine}/queries.sql`));
      expect(sql).toMatch(/'-\d{15,}'/);
      expect(sql).not.toMatch(/[^']-\d{15,}/);
    }
  });

  test("without a filter there are no bounds and one answer for each query", async () => {
    const session = await finishedRun(data, cases[0][1]);
    const files = await takenFiles(session, "duckdb", { threshold: null });
    const sql = new TextDecoder().decode(files.get("duckdb/queries.sql"));
    expect(sql).not.toContain("BETWEEN");
    expect(sql.match(/^-- query/gm)).toHaveLength(20);
  });

  test.each([
    ["Xenova/all-MiniLM-L6-v2", "minilm"],
    ["intfloat/multilingual-e5-small", "e5_small"],
    ["BAAI/bge-small-en-v1.5", "bge_small"],
    ["BAAI/bge-m3", "bge_m3"],
    [null, "my_data"],
  ])("the notebooks call %s %s", (model, short) => {
    expect(shortName(model, "my-data")).toBe(short);
  });
});

describe("a zip", () => {
  test("refuses two members of one path", () => {
    const zip = createZip(new MemorySink());
    zip.member("a");
    expect(() => zip.member("a")).toThrow(
      /Two members of the zip are called a/,
    );
  });

  test("refuses to grow beyond 4 GiB", () => {
    const full = { sizeBytes: 2 ** 32 - 10, write: () => undefined };
    const zip = createZip(full);
    expect(() => zip.member("a").write(new Uint8Array(100))).toThrow(/4 GiB/);
  });
});
