import { readFileSync } from "node:fs";
import { expect } from "vitest";
import type { RowSelection } from "../../../../src/data/rowSelection";
import type { OpenTable, ReadContext } from "../../../../src/data/table";
import { openTable } from "../../../../src/data/tables/openTable";
import { type WordedDataError, wordedDataError } from "../catchDataError";

const folder = new URL("../../../fixtures/formats/", import.meta.url);

interface Expected {
  readonly rows: number;
  readonly dim: number;
  readonly vectors: readonly number[];
  readonly bytes: readonly number[];
  readonly neighbours: readonly number[];
  readonly texts: readonly string[];
  /** numpy's np.sort(default_rng(7).choice(rows, 9, replace=False)). */
  readonly drawn: readonly number[];
}

/** What the files of tests/oracle/make_format_files.py hold. */
export const expected = JSON.parse(
  readFileSync(new URL("expected.json", folder), "utf8"),
) as Expected;

export function bytesOf(name: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(name, folder)));
}

export function fileOf(
  name: string,
  content: Uint8Array<ArrayBuffer> | string = bytesOf(name),
): File {
  return new File([content], name);
}

export const context: ReadContext = {
  signal: new AbortController().signal,
  checkpoint: () => Promise.resolve(),
};

export const all: RowSelection = { kind: "all" };

/** Rows of the expected vectors, flat. */
export function rowsOf(rows: readonly number[]): Float32Array {
  const { vectors, dim } = expected;
  return Float32Array.from(
    rows.flatMap((row) => vectors.slice(row * dim, (row + 1) * dim)),
  );
}

/** What opening and reading a column as vectors, integers or texts is refused with. */
export async function refusalOf(
  file: File,
  column?: string,
  as: "vectors" | "texts" | "integers" = "vectors",
): Promise<WordedDataError> {
  const work = async () => {
    const table: OpenTable = await openTable(file);
    const name = column ?? table.columns[0].name;
    if (as === "texts") await table.readTexts([name], all, context);
    else if (as === "integers") await table.readIntegers(name, all, context);
    else await table.readVectors(name, all, context);
  };
  const outcome: unknown = await work().then(
    () => null,
    (error: unknown) => error,
  );
  const refusal = wordedDataError(outcome);
  expect(refusal.message).toContain(file.name);
  return refusal;
}

/** The bytes with some of them replaced. */
export function patched(
  name: string,
  offset: number,
  values: readonly number[],
): Uint8Array<ArrayBuffer> {
  const bytes = bytesOf(name);
  bytes.set(values, offset < 0 ? bytes.length + offset : offset);
  return bytes;
}
