import type { Column } from "../../model/rule";
import { type ColumnType, typeOfColumn } from "../../search/rule/column";
import type { NumberCasts } from "../../search/rule/sql";
import type { KitWords } from "../../words/kitLanguages";
import type { Engine } from "../kits/engines";
import type { GoldenQuery } from "../kits/golden";
import type { KitContext } from "../kits/context";

/** What differs between the engines' SQL. */
export interface Dialect extends NumberCasts {
  readonly engine: Engine;
  readonly title: (text: KitWords) => string;
  /** The file that load.sql reads. */
  readonly data: "documents.parquet" | "documents.csv";
  /** Hamming distance between the stored hash and a query's, a whole number. */
  readonly distance: (query: GoldenQuery, context: KitContext) => string;
  /** Cosine between a stored vector and the query's, where the vectors were taken along. */
  readonly cosine: (column: string, vector: Float32Array) => string;
  readonly schema: (context: KitContext) => string;
  readonly load: (context: KitContext) => string;
  /** An index that makes search faster and may change what it finds; null: none is offered. */
  readonly index: (context: KitContext) => string | null;
  /** How to run it, as Markdown for the kit's README. */
  readonly readme: (context: KitContext) => string;
}

/** A text as comments of SQL, a line each. */
export const comment = (text: string) =>
  text
    .split("\n")
    .map((line) => `-- ${line}\n`)
    .join("");

/** Signed 64-bit words of a query's hex, as decimal texts. */
export function signedWordsOfHex(hex: string): string[] {
  const words: string[] = [];
  for (let at = 0; at < hex.length; at += 16) {
    const part = hex.slice(at, at + 16).padEnd(16, "0");
    words.push(BigInt.asIntN(64, BigInt(`0x${part}`)).toString());
  }
  return words;
}

/** The digits 0 and 1 of a hex code, cut to its bits. */
export function binaryOfHex(hex: string, bits: number): string {
  let digits = "";
  for (const digit of hex)
    digits += Number.parseInt(digit, 16).toString(2).padStart(4, "0");
  return digits.slice(0, bits);
}

/** A structure's columns with the types that an engine gives them. */
export function storedColumns(
  columns: readonly Column[],
  types: Readonly<Record<ColumnType, string>>,
): (readonly [name: string, type: string])[] {
  return columns.map((column) => [column.name, types[typeOfColumn(column)]]);
}

/** Commands of a shell, as Markdown. */
export const commands = (lines: readonly string[]) =>
  ["```sh", ...lines, "```"].join("\n");

/** The columns of a CREATE TABLE, one on each line. */
export function columnList(
  columns: readonly (readonly [name: string, type: string])[],
): string {
  const width = Math.max(...columns.map(([name]) => name.length));
  return columns
    .map(([name, type]) => `  ${name.padEnd(width)} ${type}`)
    .join(",\n");
}
