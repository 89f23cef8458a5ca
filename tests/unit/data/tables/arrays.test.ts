import { describe, expect, test } from "vitest";
import { openTable } from "../../../../src/data/tables/openTable";
import {
  all,
  bytesOf,
  context,
  expected,
  fileOf,
  patched,
  refusalOf,
  rowsOf,
} from "./formatFiles";
import { languages } from "../../../../src/words/languages";

const { rows, dim, drawn } = expected;
const everyRow = Array.from({ length: rows }, (_, row) => row);

const vectorColumns: readonly (readonly [string, string])[] = [
  ["f2.npy", "array"],
  ["f4.npy", "array"],
  ["f8.npy", "array"],
  ["f4-big.npy", "array"],
  ["f4-fortran.npy", "array"],
  ["plain.npz", "vectors"],
  ["packed.npz", "vectors"],
  ["arrays.safetensors", "f32"],
  ["arrays.safetensors", "f16"],
  ["arrays.safetensors", "f64"],
  ["rows.fvecs", "array"],
  ["ann.hdf5", "train"],
];

describe("vectors written by independent tools", () => {
  test.each(vectorColumns)("%s, %s: every value", async (name, column) => {
    const table = await openTable(fileOf(name));
    expect(table.columns.find((own) => own.name === column)).toMatchObject({
      kind: "vector",
      rows,
      dim,
    });
    const matrix = await table.readVectors(column, all, context);
    expect(matrix).toMatchObject({ rows, dim });
    expect(matrix.data).toEqual(rowsOf(everyRow));
    table.close();
  });

  test.each(vectorColumns)("%s, %s: chosen rows", async (name, column) => {
    const table = await openTable(fileOf(name));
    const first = await table.readVectors(
      column,
      { kind: "first", count: 5 },
      context,
    );
    expect(first.data).toEqual(rowsOf([0, 1, 2, 3, 4]));
    const random = await table.readVectors(
      column,
      { kind: "random", count: drawn.length, seed: 7 },
      context,
    );
    expect(random.data).toEqual(rowsOf(drawn));
    table.close();
  });

  test("bfloat16 keeps its eight bits", async () => {
    const table = await openTable(fileOf("arrays.safetensors"));
    const { data } = await table.readVectors("bf16", all, context);
    data.forEach((value, index) =>
      expect(Math.abs(value - expected.vectors[index])).toBeLessThanOrEqual(
        Math.abs(expected.vectors[index]) / 256,
      ),
    );
  });

  test(".bvecs are bytes", async () => {
    const table = await openTable(fileOf("rows.bvecs"));
    const { data } = await table.readVectors("array", all, context);
    expect([...data]).toEqual(expected.bytes);
  });

  test("a preview shows the first numbers of each row", async () => {
    const table = await openTable(fileOf("ann.hdf5"));
    const preview = await table.preview(2);
    expect(preview).toHaveLength(2);
    const cell = preview[0][table.columns.findIndex((c) => c.name === "train")];
    expect(languages.en.data.previewCell(cell)).toBe(
      "[-3.13, -0.813, 1.5, … 6 numbers]",
    );
    table.close();
  });
});

describe("lists of neighbours", () => {
  test.each([
    ["i4.npy", "array"],
    ["i8.npy", "array"],
    ["plain.npz", "neighbors"],
    ["arrays.safetensors", "ids"],
    ["rows.ivecs", "array"],
    ["ann.hdf5", "neighbors"],
  ])("%s, %s", async (name, column) => {
    const table = await openTable(fileOf(name));
    expect(table.columns.find((own) => own.name === column)?.kind).toBe(
      "integers",
    );
    const read = await table.readIntegers(column, all, context);
    expect(read).toMatchObject({ rows: 5, width: 3 });
    expect([...read.data]).toEqual(expected.neighbours);
    table.close();
  });
});

describe("the first rows alone", () => {
  /** A file that notes which bytes are asked for. */
  function watched(name: string): { file: File; asked: [number, number][] } {
    const file = fileOf(name);
    const asked: [number, number][] = [];
    const slice = file.slice.bind(file);
    file.slice = (start = 0, end = file.size, type) => {
      asked.push([start, Math.min(end, file.size)]);
      return slice(start, end, type);
    };
    file.arrayBuffer = () => Promise.reject(new Error("read whole"));
    return { file, asked };
  }

  test.each([
    ["rows.fvecs", 0, 4 + dim * 4],
    ["rows.bvecs", 0, 4 + dim],
  ])("%s", async (name, start, rowBytes) => {
    const { file, asked } = watched(name);
    const table = await openTable(file);
    await table.readVectors("array", { kind: "first", count: 3 }, context);
    expect(asked).toEqual([
      [0, 4],
      [start, start + 3 * rowBytes],
    ]);
  });

  test("f4.npy: the header and the rows", async () => {
    const { file, asked } = watched("f4.npy");
    const table = await openTable(file);
    asked.length = 0;
    await table.readVectors("array", { kind: "first", count: 3 }, context);
    expect(asked).toEqual([[128, 128 + 3 * dim * 4]]);
  });

  test("a .safetensors: the header and the rows of one tensor", async () => {
    const { file, asked } = watched("arrays.safetensors");
    const table = await openTable(file);
    asked.length = 0;
    await table.readVectors("f32", { kind: "first", count: 2 }, context);
    expect(asked).toHaveLength(1);
    expect(asked[0][1] - asked[0][0]).toBe(2 * dim * 4);
  });
});

function cut(name: string, bytes: number): File {
  return fileOf(name, bytesOf(name).slice(0, bytes));
}

/** The header of a .safetensors file replaced by another JSON of the same length. */
function withHeader(change: (header: string) => string): File {
  const bytes = bytesOf("arrays.safetensors");
  const size = Number(new DataView(bytes.buffer).getBigUint64(0, true));
  const text = new TextDecoder().decode(bytes.subarray(8, 8 + size));
  const changed = new TextEncoder().encode(change(text).padEnd(size));
  bytes.set(changed.subarray(0, size), 8);
  return fileOf("arrays.safetensors", bytes);
}

const refused: readonly (readonly [string, () => File, string, RegExp])[] = [
  ["npy: cut", () => cut("f4.npy", 300), "truncated", /ends after 172/],
  [
    "npy: wrong mark",
    () => fileOf("f4.npy", patched("f4.npy", 0, [0])),
    "not-npy",
    /does not begin/,
  ],
  [
    "npy: more than its array",
    () => fileOf("f4.npy", new Uint8Array([...bytesOf("f4.npy"), 1, 2])),
    "trailing-bytes",
    /2 bytes more/,
  ],
  ["npy: empty", () => fileOf("f4.npy", ""), "empty", /0 bytes/],
  [
    "npz: cut",
    () => cut("plain.npz", 400),
    "unknown-format",
    /plain\.npz cannot be unpacked/,
  ],
  [
    "npz: no zip",
    () => fileOf("plain.npz", "these are no arrays"),
    "unknown-format",
    /plain\.npz cannot be unpacked/,
  ],
  [
    "npz: a damaged member",
    () => fileOf("packed.npz", patched("packed.npz", 60, [255, 255, 255, 255])),
    "unknown-format",
    /packed\.npz/,
  ],
  [
    "safetensors: cut",
    () => cut("arrays.safetensors", 700),
    "truncated",
    /ends at byte/,
  ],
  [
    "safetensors: a header beyond the file",
    () =>
      fileOf(
        "arrays.safetensors",
        patched("arrays.safetensors", 0, [255, 255]),
      ),
    "truncated",
    /its header should take/,
  ],
  [
    "safetensors: no JSON",
    () => withHeader((text) => text.replace("{", "[")),
    "unknown-format",
    /not JSON/,
  ],
  [
    "safetensors: tensors over each other",
    () =>
      withHeader((text) =>
        text.replace(
          /"f32":(.*?)"data_offsets":\[\d+,\d+\]/,
          (_, head: string) => `"f32":${head}"data_offsets":[0,552]`,
        ),
      ),
    "unknown-format",
    /begins inside/,
  ],
  [
    "fvecs: cut",
    () => cut("rows.fvecs", 640),
    "truncated",
    /row 22 \(counting from 0\)/,
  ],
  [
    "fvecs: no length",
    () => fileOf("rows.fvecs", patched("rows.fvecs", 0, [0, 0, 0, 0])),
    "unknown-format",
    /rows have 0 numbers/,
  ],
  [
    "fvecs: another length in row 3",
    () => fileOf("rows.fvecs", patched("rows.fvecs", 3 * 28, [5])),
    "dimension-mismatch",
    /row 3 \(counting from 0\) has 5 numbers, the first row 6/,
  ],
  ["fvecs: 3 bytes", () => fileOf("rows.fvecs", "abc"), "empty", /3 bytes/],
  [
    "bvecs: cut",
    () => cut("rows.bvecs", 229),
    "truncated",
    /row 22 \(counting from 0\)/,
  ],
  [
    "bvecs: a length that cannot be",
    () => fileOf("rows.bvecs", patched("rows.bvecs", 0, [255, 255, 255, 127])),
    "unknown-format",
    /2147483647 numbers/,
  ],
  [
    "bvecs: another length in row 1",
    () => fileOf("rows.bvecs", patched("rows.bvecs", 10, [7])),
    "dimension-mismatch",
    /row 1 .* has 7 numbers/,
  ],
  [
    "hdf5: no HDF5",
    () => fileOf("ann.hdf5", "these are no arrays at all"),
    "unknown-format",
    /not a readable HDF5/,
  ],
  [
    "hdf5: cut",
    () => cut("ann.hdf5", 700),
    "unknown-format",
    /not a readable HDF5/,
  ],
  [
    "hdf5: no matrix",
    () => fileOf("no-arrays.hdf5"),
    "no-vectors",
    /it holds: words/,
  ],
  [
    "unknown extension",
    () => fileOf("vectors.docx", "what"),
    "unknown-format",
    /'\.docx'/,
  ],
];

describe("what is refused, with words", () => {
  test.each(refused)("%s", async (_, make, code, message) => {
    const error = await refusalOf(make());
    expect(error.message).toMatch(message);
    expect(error.code).toBe(code);
  });

  test.each([
    ["rows.ivecs", "truncated", () => cut("rows.ivecs", 79)],
    [
      "rows.ivecs",
      "unknown-format",
      () => fileOf("rows.ivecs", "no rows here"),
    ],
    [
      "rows.ivecs",
      "dimension-mismatch",
      () => fileOf("rows.ivecs", patched("rows.ivecs", 16, [4])),
    ],
  ])("%s as neighbours: %s", async (_, code, make) => {
    const error = await refusalOf(make(), "array", "integers");
    expect(error.code).toBe(code);
  });

  test("a file without a known extension is told by its first bytes", async () => {
    const table = await openTable(fileOf("noname", bytesOf("f4.npy")));
    expect(table.format).toBe("npy");
  });
});
