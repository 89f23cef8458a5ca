import { isWholeColumn } from "../../search/rule/column";
import { wordsPerCode } from "../../numeric/bits";
import { toBinaryDigits, toHex, toSignedWords } from "../../numeric/codeWords";
import { type ByteSink, writeText } from "../formats/byteSink";
import { type CsvCell, csvText } from "../formats/csv";
import {
  type ColumnValues,
  createParquet,
  type ParquetColumn,
} from "../formats/parquet";
import { type RowReader, type KitContext, textColumns } from "./context";
import type { RowBatch } from "../../model/artifacts";

/** Values of one row group with vectors, at most: 2 MB of f32, many times that as lists while it is written. */
const MOST_VALUES = 2 ** 19;
const MOST_ROWS = 65_536;

/** Documents that are held at one time. */
export function rowsPerBatch({ options, dim }: KitContext): number {
  if (!options.embeddings) return options.texts ? MOST_ROWS / 8 : MOST_ROWS;
  return Math.max(256, Math.min(MOST_ROWS / 8, Math.floor(MOST_VALUES / dim)));
}

/** Names of the 64-bit words of a code, as every kit has them. */
export function wordNames({ words }: KitContext): readonly string[] {
  return Array.from({ length: words }, (_, i) => `h${i}`);
}

/** Columns of documents.parquet, in order. */
function parquetColumns(context: KitContext): ParquetColumn[] {
  const { options, artifacts } = context;
  return [
    { name: "id", type: "INT64" },
    ...textColumns(context).map((name) => ({ name, type: "STRING" }) as const),
    { name: "hash", type: "STRING" },
    ...wordNames(context).map((name) => ({ name, type: "INT64" }) as const),
    ...artifacts.columns.map(
      (column) =>
        ({
          name: column.name,
          type: isWholeColumn(column) ? "INT32" : "FLOAT",
        }) as const,
    ),
    ...(options.embeddings
      ? ([{ name: "embedding", type: "VECTOR" }] as const)
      : []),
  ];
}

/** One column of texts of a batch. */
function textsOf(
  name: "doc_id" | "title" | "text",
  { ownIds, titles, texts }: RowBatch,
): readonly string[] {
  return { doc_id: ownIds, title: titles, text: texts }[name] ?? [];
}

/** The codes of rows [from, from + count). */
function codesOf({ artifacts, bits }: KitContext, from: number, count: number) {
  const words = wordsPerCode(bits);
  return artifacts.codeWords.subarray(from * words, (from + count) * words);
}

/**
 * `documents.parquet`: id, title and text, the hash as hex and as signed 64-bit
 * words, what the structure stores, and the vector; with the parameters in the
 * key-value metadata.
 */
export async function writeDocumentsParquet(
  sink: ByteSink,
  rows: RowReader,
  context: KitContext,
  metadata: Readonly<Record<string, string>>,
): Promise<void> {
  const { artifacts, bits, words, dim, options } = context;
  const texts = textColumns(context);
  const file = createParquet(sink, parquetColumns(context), metadata);
  for await (const batch of rows({
    vectors: options.embeddings,
    texts: texts.length > 0,
    count: rowsPerBatch(context),
  })) {
    const { from, count, vectors } = batch;
    const codes = codesOf(context, from, count);
    const signed = toSignedWords(codes, count, bits);
    const every = <T>(value: (row: number) => T) =>
      Array.from({ length: count }, (_, row) => value(row));
    const columns: ColumnValues[] = [
      BigInt64Array.from({ length: count }, (_, row) =>
        BigInt(artifacts.documentIds[from + row]),
      ),
    ];
    for (const name of texts) columns.push([...textsOf(name, batch)]);
    columns.push(toHex(codes, count, bits));
    for (let w = 0; w < words; w++)
      columns.push(
        BigInt64Array.from(
          { length: count },
          (_, row) => signed[row * words + w],
        ),
      );
    for (const { values } of artifacts.columns)
      columns.push(every((row) => values[from + row]));
    if (vectors)
      columns.push(
        every((row) =>
          Array.from(vectors.subarray(row * dim, (row + 1) * dim)),
        ),
      );
    file.write(columns);
  }
  file.finish();
}

/** Databases store no zero byte in a text. */
function withoutZeroBytes(text: string): string {
  return text.replaceAll("\u0000", "\ufffd");
}

/** The f32 as few digits as tell it from every other f32. */
function floatText(value: number): string {
  return String(Number(value.toPrecision(9)));
}

/**
 * `documents.csv` for COPY: id, title and text, the hash as binary digits, the
 * structure's columns, the vector as an array literal `{...}`.
 */
export async function writeDocumentsCsv(
  sink: ByteSink,
  rows: RowReader,
  context: KitContext,
): Promise<void> {
  const { artifacts, bits, dim, options } = context;
  const columns = csvColumns(context);
  const texts = textColumns(context);
  // In quotes "" is a text, not a missing one.
  const quoted = columns.map(
    (name) => name === "embedding" || texts.some((text) => text === name),
  );
  writeText(sink, csvText([columns], { lineEnd: "\n" }));
  for await (const batch of rows({
    vectors: options.embeddings,
    texts: texts.length > 0,
    count: Math.min(1024, rowsPerBatch(context)),
  })) {
    const { from, count, vectors } = batch;
    const codes = codesOf(context, from, count);
    const records = Array.from({ length: count }, (_, row) => {
      const cells: CsvCell[] = [artifacts.documentIds[from + row]];
      for (const name of texts)
        cells.push(withoutZeroBytes(textsOf(name, batch)[row] ?? ""));
      cells.push(toBinaryDigits(codes, row, bits));
      for (const column of artifacts.columns) {
        const value = column.values[from + row];
        cells.push(isWholeColumn(column) ? value : floatText(value));
      }
      if (vectors) {
        const vector = vectors.subarray(row * dim, (row + 1) * dim);
        cells.push(`{${Array.from(vector, floatText).join(",")}}`);
      }
      return cells;
    });
    writeText(sink, csvText(records, { lineEnd: "\n", quoted }));
  }
}

/** Columns of documents.csv, in order. */
export function csvColumns(context: KitContext): readonly string[] {
  const { options, artifacts } = context;
  return [
    "id",
    ...textColumns(context),
    "hash",
    ...artifacts.columns.map(({ name }) => name),
    ...(options.embeddings ? ["embedding"] : []),
  ];
}
