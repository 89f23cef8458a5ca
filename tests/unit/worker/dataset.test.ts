import { describe, expect, test } from "vitest";
import { DataError } from "../../../src/data/dataError";
import { type NpyInput, writeNpy } from "../../../src/data/npy";
import { makeSynthetic } from "../../../src/data/synthetic";
import { float32ToHalf, halfToFloat32 } from "../../../src/numeric/half";
import { awaitDataError } from "../data/catchDataError";
import {
  fileOf,
  npyFile,
  openFiles,
  openSmall,
  quietCall,
  referenceSession,
  rejectionOf,
  smallConfig,
} from "./support";

const rows = 40;
const dim = 24;
/** Unit rows that half precision holds exactly, but for their length. */
const halves = float32ToHalf(makeSynthetic({ n: rows, dim, seed: 3 }).data);
const vectors = halfToFloat32(halves);
const vectorFile = npyFile("vectors.npy", [rows, dim], vectors);

/** The file of a C-ordered array, column by column instead. */
function fortranFile(name: string, array: NpyInput): File {
  const [height, width] = array.shape;
  const turned = array.data.slice();
  for (let i = 0; i < height; i++)
    for (let j = 0; j < width; j++)
      turned[j * height + i] = array.data[i * width + j];
  const bytes = Buffer.from(writeNpy(array));
  const header = bytes.indexOf("'fortran_order': False");
  bytes.write("'fortran_order': True ", header, "latin1");
  Buffer.from(turned.buffer, turned.byteOffset, turned.byteLength).copy(
    bytes,
    bytes.length - turned.byteLength,
  );
  return fileOf(name, bytes);
}

const shape = [rows, dim];
const arrays: readonly [string, NpyInput][] = [
  ["f2", { dtype: "f2", shape, data: halves }],
  ["f4", { dtype: "f4", shape, data: vectors }],
  ["f8", { dtype: "f8", shape, data: Float64Array.from(vectors) }],
];

describe("equal values are the same data set", () => {
  test.each(arrays)("in %s, by rows and by columns", async (_, array) => {
    const { info } = await openFiles([vectorFile]);
    const files = [
      fileOf("vectors.npy", writeNpy(array)),
      fortranFile("vectors.npy", array),
    ];
    for (const file of files)
      expect((await openFiles([file])).info).toEqual(info);
  });

  test("another value is another one", async () => {
    const changed = vectors.slice();
    changed[5 * dim + 3] = -changed[5 * dim + 3];
    const { info } = await openFiles([vectorFile]);
    const other = await openFiles([npyFile("vectors.npy", shape, changed)]);
    expect(other.info.fingerprint).not.toBe(info.fingerprint);
    expect(info.fingerprint).toMatch(/^[0-9a-f]{64}$/);
  });
});

const lines = Array.from({ length: rows }, (_, i) => `text number ${i}`);
const jsonl = lines
  .map((text, i) => JSON.stringify({ title: `Title ${i}`, text }))
  .join("\n");

describe("texts", () => {
  test.each<[string, string, string]>([
    ["texts.jsonl", jsonl, "Title 7"],
    [
      "texts.csv",
      ["title,text", ...lines.map((text, i) => `Title ${i},${text}`)].join(
        "\n",
      ),
      "Title 7",
    ],
    ["texts.txt", lines.join("\n"), "text number 7"],
  ])("from %s are shown with their vectors", async (name, content, title) => {
    const { session, info } = await openFiles([
      fileOf(name, content),
      vectorFile,
    ]);
    expect(info).toMatchObject({
      name: "vectors",
      n: rows,
      dim,
      hasTexts: true,
      ownQueries: 0,
    });
    const { items } = await session.documents(
      { kind: "document", filter: "", offset: 7, count: 1 },
      quietCall(),
    );
    expect(items).toEqual([{ id: 7, title, text: "text number 7" }]);
  });

  test("are found by a part of them, in any case, or by number", async () => {
    const { session } = await openFiles([
      vectorFile,
      fileOf("texts.jsonl", jsonl),
    ]);
    const list = (filter: string, offset = 0, count = 100) =>
      session.documents(
        { kind: "document", filter, offset, count },
        quietCall(),
      );
    expect((await list("NUMBER 3")).items.map(({ id }) => id)).toEqual([
      3, 30, 31, 32, 33, 34, 35, 36, 37, 38, 39,
    ]);
    expect(await list("number 3", 2, 1)).toMatchObject({
      total: 11,
      items: [{ id: 31 }],
    });
    expect((await list(" title 12 ")).items.map(({ id }) => id)).toEqual([12]);
    expect(await list("", 38, 100)).toMatchObject({
      total: rows,
      items: [{ id: 38 }, { id: 39 }],
    });
    expect(await list("nowhere")).toEqual({ total: 0, items: [] });
  });

  test("are not needed: documents have their numbers", async () => {
    const { session, info } = await openFiles([vectorFile]);
    expect(info.hasTexts).toBe(false);
    const { items } = await session.documents(
      { kind: "document", filter: "39", offset: 0, count: 5 },
      quietCall(),
    );
    expect(items).toEqual([{ id: 39, title: "Document 39", text: "" }]);
  });
});

const queryFile = npyFile(
  "my-Queries.npy",
  [3, dim],
  vectors.slice(0, 3 * dim),
);

describe("files for queries", () => {
  test("are told by their name, in any order", async () => {
    const files = [
      fileOf("queries.txt", "first\nsecond\nthird"),
      queryFile,
      fileOf("texts.jsonl", jsonl),
      vectorFile,
    ];
    for (const order of [files, [...files].reverse()]) {
      const { session, info } = await openFiles(order);
      expect(info).toMatchObject({ n: rows, ownQueries: 3, hasTexts: true });
      const list = await session.documents(
        { kind: "query", filter: "", offset: 0, count: 9 },
        quietCall(),
      );
      expect(list.items.map(({ text }) => text)).toEqual([
        "first",
        "second",
        "third",
      ]);
    }
  });

  test("a single .npy is the documents, whatever its name", async () => {
    const { info } = await openFiles([
      npyFile("queries.npy", shape, vectors),
      fileOf("queries.jsonl", jsonl),
    ]);
    expect(info).toMatchObject({ n: rows, ownQueries: 0, hasTexts: true });
  });

  test("count for the fingerprint", async () => {
    const { info } = await openFiles([vectorFile, queryFile]);
    const plain = await openFiles([vectorFile]);
    expect(info.fingerprint).not.toBe(plain.info.fingerprint);
  });
});

const doubled = vectors.map((value) => 2 * value);

describe("rows that are not of length 1", () => {
  const files = [npyFile("raw.npy", shape, doubled)];

  test("are refused with their lengths, or normalised when asked to", async () => {
    const session = await openSmall();
    const error = await awaitDataError(session.load({ files }, quietCall()));
    expect(error.code).toBe("not-normalised");
    expect(error.message).toMatch(
      /raw\.npy is not normalised: row norms run from [12]\.\d+ to 2\.\d+, not 1\./,
    );
    const info = await session.load({ files, normalise: true }, quietCall());
    expect([info.minNorm, info.maxNorm]).toEqual([1, 1]);
  });

  test("have the neighbours of their normalised selves", async () => {
    const settings = {
      protocol: "notebook-62",
      hash: { bits: 16, iterations: 2 },
      queries: { count: 10 },
      k: 4,
    } as const;
    const session = referenceSession();
    await session.load({ files, normalise: true }, quietCall());
    await session.run(settings, quietCall());
    const { groundTruth } = await session.artifacts(null, quietCall());
    const plain = await openFiles([vectorFile]);
    await plain.session.run(settings, quietCall());
    const expected = await plain.session.artifacts(null, quietCall());
    expect(groundTruth).toEqual(expected.groundTruth);
  });
});

/** The vectors with one value replaced. */
function withValue(row: number, column: number, value: number): Float32Array {
  const changed = vectors.slice();
  changed[row * dim + column] = value;
  return changed;
}

const withZeros = vectors.slice();
withZeros.fill(0, 4 * dim, 5 * dim);
withZeros.fill(0, 9 * dim, 10 * dim);

describe("what is refused leaves the former data set and run as they were", () => {
  test.each<[string, File[], string, RegExp]>([
    ["no file", [], "empty", /No file was chosen\./],
    [
      "no vectors",
      [fileOf("texts.jsonl", jsonl)],
      "no-vectors",
      /texts has 40 texts and no vectors\./,
    ],
    [
      "what only calls itself .npy",
      [fileOf("a.npy", "these are no vectors at all")],
      "not-npy",
      /a\.npy/,
    ],
    [
      "one axis",
      [npyFile("flat.npy", [rows * dim], vectors)],
      "wrong-rank",
      /flat\.npy has shape \(960,\); vectors need two axes/,
    ],
    [
      "three axes",
      [npyFile("cube.npy", [4, 10, dim], vectors)],
      "wrong-rank",
      /cube\.npy has shape \(4, 10, 24\)/,
    ],
    [
      "NaN",
      [npyFile("nan.npy", shape, withValue(17, 5, NaN))],
      "non-finite",
      /nan\.npy has NaN in row 17, column 5 \(counting from 0\)/,
    ],
    [
      "infinity in a file by columns",
      [
        fortranFile("inf.npy", {
          dtype: "f4",
          shape,
          data: withValue(17, 5, -Infinity),
        }),
      ],
      "non-finite",
      /inf\.npy has -Infinity in row 17, column 5/,
    ],
    [
      "zero rows",
      [npyFile("zeros.npy", shape, withZeros)],
      "zero-rows",
      /zeros\.npy has 2 of 40 rows with nothing but zeros, the first is row 4/,
    ],
    [
      "no rows",
      [npyFile("none.npy", [0, dim], new Float32Array(0))],
      "empty",
      /none\.npy has 0 rows of 24 dimensions/,
    ],
    [
      "integers",
      [
        fileOf(
          "codes.npy",
          writeNpy({ dtype: "u1", shape, data: new Uint8Array(rows * dim) }),
        ),
      ],
      "wrong-dtype",
      /codes\.npy holds u1 numbers/,
    ],
    [
      "another number of texts",
      [vectorFile, fileOf("texts.txt", lines.slice(1).join("\n"))],
      "text-count",
      /texts\.txt has 39 texts, but vectors\.npy has 40 vectors\./,
    ],
    [
      "another number of query texts",
      [vectorFile, queryFile, fileOf("queries.txt", "one\ntwo")],
      "text-count",
      /queries\.txt has 2 texts, but my-Queries\.npy has 3 vectors\./,
    ],
    [
      "texts of an unknown kind",
      [vectorFile, fileOf("texts.docx", "x")],
      "unknown-format",
      /texts\.docx has the extension '\.docx'/,
    ],
    [
      "too few rows for the shortest hash",
      [npyFile("few.npy", [16, dim], vectors.slice(0, 16 * dim))],
      "too-few-rows",
      /few\.npy has 16 rows of 24 dimensions; the shortest hash, 16 bits,/,
    ],
    [
      "too few dimensions for the shortest hash",
      [
        npyFile(
          "thin.npy",
          [40, 12],
          makeSynthetic({ n: 40, dim: 12, seed: 1 }).data,
        ),
      ],
      "too-few-dimensions",
      /thin\.npy has 40 rows of 12 dimensions;/,
    ],
    [
      "queries of another model",
      [
        vectorFile,
        npyFile(
          "queries.npy",
          [5, 20],
          makeSynthetic({ n: 5, dim: 20, seed: 1 }).data,
        ),
      ],
      "dimension-mismatch",
      /queries\.npy has 20 dimensions, vectors\.npy has 24\./,
    ],
    [
      "queries that are not normalised",
      [vectorFile, npyFile("queries.npy", shape, doubled)],
      "not-normalised",
      /queries\.npy is not normalised/,
    ],
    [
      "NaN among the queries",
      [vectorFile, npyFile("queries.npy", shape, withValue(2, 0, NaN))],
      "non-finite",
      /queries\.npy has NaN in row 2, column 0/,
    ],
    [
      "two files of vectors",
      [vectorFile, npyFile("more.npy", shape, vectors)],
      "ambiguous-columns",
      /2 columns could be the vectors: vectors\.npy \(array\), more\.npy \(array\)\./,
    ],
    [
      "two files of texts",
      [vectorFile, fileOf("a.jsonl", '"x"'), fileOf("b.jsonl", '"x"')],
      "ambiguous-columns",
      /2 columns could be the texts: a\.jsonl \(text\), b\.jsonl \(text\)\./,
    ],
  ])("%s", async (_, files, code, message) => {
    const session = await openSmall();
    const before = await session.run(smallConfig, quietCall());
    const failure = await rejectionOf(session.load({ files }, quietCall()));
    expect(failure).toBeInstanceOf(DataError);
    expect(failure).toHaveProperty("code", code);
    expect(failure.message).toMatch(message);

    const list = await session.documents(
      { kind: "document", filter: "", offset: 299, count: 5 },
      quietCall(),
    );
    expect(list).toMatchObject({ total: 300, items: [{ id: 299 }] });
    const found = await session.search(
      { source: { kind: "document", id: 0 }, threshold: null, limit: 9, k: 5 },
      quietCall(),
    );
    expect(found.corpusSize).toBe(280);
    const after = await session.run(smallConfig, quietCall());
    expect(after.result.rows).toEqual(before.result.rows);
    // Nothing was forgotten either.
    expect(after.result.cachedStages.length).toBe(8);
  });
});
