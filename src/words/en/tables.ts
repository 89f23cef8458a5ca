import type {
  ColumnType,
  JudgedType,
  PreviewCell,
} from "../../model/tableCells";
import { format } from "./format";

const judged: Readonly<Record<JudgedType, string>> = {
  numbers: "list of numbers",
  text: "text",
  "numeric-text": "numbers as text",
  number: "number",
  empty: "empty",
  mixed: "mixed",
};

/** What a column of a file holds. */
export function columnTypeText(type: ColumnType): string {
  switch (type.kind) {
    case "stated":
      return type.text;
    case "list":
      return `list of ${type.of ?? "values"}`;
    case "structure":
      return "structure";
    case "judged":
      return judged[type.type];
  }
}

/** "[0.12, -0.03, 0.5, … 384 numbers]". */
export function previewText(cell: PreviewCell): string {
  if (typeof cell === "string") return cell;
  const { first, count } = cell;
  const shown = first.map((value) => format.significant(value, 3)).join(", ");
  return count > first.length ? `[${shown}, … ${count} numbers]` : `[${shown}]`;
}
