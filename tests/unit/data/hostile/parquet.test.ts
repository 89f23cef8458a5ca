import { expect, test } from "vitest";
import {
  type ParquetFile,
  type ParquetSource,
  readFooter,
  readGroup,
} from "../../../../src/data/tables/parquetFile";
import { openTable } from "../../../../src/data/tables/openTable";
import { awaitDataError, wordedDataError } from "../catchDataError";
import { all, bytesOf, context, fileOf } from "../tables/formatFiles";

const { signal } = context;

function sourceOf(name: string): ParquetSource {
  const file = fileOf(name);
  return {
    fileName: name,
    sizeBytes: file.size,
    open: () =>
      Promise.resolve({
        byteLength: file.size,
        read: (start, end) => file.slice(start, end).arrayBuffer(),
        missing: () => 0,
      }),
  };
}

/** The file with a first row group whose chunks say something else of themselves. */
async function lying(
  said: Readonly<Record<string, bigint>>,
  rows?: number,
): Promise<ParquetFile> {
  const file = await readFooter(sourceOf("snappy.parquet"), signal);
  const [group, ...others] = file.metadata.row_groups;
  const columns = group.columns.map((column) => ({
    ...column,
    ...(column.meta_data && { meta_data: { ...column.meta_data, ...said } }),
  }));
  return {
    ...file,
    groupRows: [rows ?? file.groupRows[0], ...file.groupRows.slice(1)],
    metadata: {
      ...file.metadata,
      row_groups: [{ ...group, columns }, ...others],
    },
  };
}

const refusalOf = async (file: ParquetFile) =>
  (await awaitDataError(readGroup(file, 0, ["title"], signal))).fault;

test("forty million texts in one group are refused before they are unpacked", async () => {
  expect(await refusalOf(await lying({}, 40_000_000))).toEqual({
    name: "data.over-budget",
    params: {
      file: "snappy.parquet",
      item: "cells",
      asked: 40_000_000,
      most: 25_000_000,
    },
  });
});

test.each([
  ["num_values", 2n ** 40n],
  ["total_uncompressed_size", 2n ** 62n],
])("a chunk whose %s no memory can hold is refused", async (field, value) => {
  expect(await refusalOf(await lying({ [field]: value }))).toMatchObject({
    params: { item: "bytes" },
  });
});

test.each([
  ["dictionary_page_offset", 2n ** 40n],
  ["total_compressed_size", 2n ** 40n],
  ["total_compressed_size", -5n],
])(
  "a chunk whose %s lies outside of the file is refused",
  async (field, value) => {
    const { name } = await refusalOf(
      await lying(
        field === "dictionary_page_offset"
          ? { [field]: value, data_page_offset: value }
          : { [field]: value },
      ),
    );
    expect(name).toBe("data.parquet-chunk-outside");
  },
);

test("bytes damaged anywhere give a table or a refusal, soon", async () => {
  const whole = bytesOf("snappy.parquet");
  for (let at = 4; at < whole.length; at += 29) {
    const damaged = whole.slice();
    damaged.fill(0xff, at, at + 4);
    const started = performance.now();
    try {
      const table = await openTable(fileOf("damaged.parquet", damaged));
      await table.preview(3);
      for (const { name, kind } of table.columns)
        if (kind === "vector") await table.readVectors(name, all, context);
        else if (kind === "text") await table.readTexts([name], all, context);
    } catch (error) {
      expect(wordedDataError(error).message.length).toBeLessThan(2000);
    }
    expect(performance.now() - started).toBeLessThan(5000);
  }
}, 60_000);
