import Papa from "papaparse";

/** null and undefined are empty cells. */
export type CsvCell = string | number | null | undefined;

interface CsvStyle {
  readonly lineEnd: "\r\n" | "\n";
  /** Columns whose cells stand in quotes whatever they hold; others where RFC 4180 asks for it. */
  readonly quoted?: readonly boolean[];
}

/** Records as CSV (RFC 4180), the last one with its line end too. */
export function csvText(
  records: readonly (readonly CsvCell[])[],
  { lineEnd, quoted = [] }: CsvStyle,
): string {
  if (records.length === 0) return "";
  const text = Papa.unparse([...records], {
    newline: lineEnd,
    quotes: [...quoted],
  });
  return `${text}${lineEnd}`;
}
