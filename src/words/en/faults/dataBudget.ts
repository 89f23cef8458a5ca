import type {
  BudgetedItem,
  BudgetFaults,
} from "../../../model/faults/dataBudget";
import type { FaultWords } from "../../words";

const needs: Readonly<Record<BudgetedItem, (asked: string) => string>> = {
  bytes: (asked) => `takes ${asked} bytes of memory when it is read`,
  "header-bytes": (asked) => `declares a header of ${asked} bytes`,
  members: (asked) => `is an archive of ${asked} files`,
  arrays: (asked) => `holds ${asked} arrays`,
  columns: (asked) => `has ${asked} columns`,
  cells: (asked) => `has ${asked} cells`,
  characters: (asked) => `holds a line or a text of ${asked} characters`,
  rows: (asked) => `has ${asked} rows`,
  axes: (asked) => `holds an array of ${asked} axes`,
  parts: (asked) => `is written in ${asked} parts`,
  objects: (asked) => `stands for ${asked} objects`,
  operations: (asked) => `takes ${asked} steps to check`,
  depth: (asked) => `holds archives or values ${asked} deep in each other`,
  seconds: (asked) => `would take about ${asked} seconds to read`,
};

const hints: Readonly<Record<BudgetedItem, string>> = {
  bytes: "Save fewer rows, or the vectors alone as float32 in an .npy.",
  "header-bytes": "Save it again with fewer or shorter names.",
  members: "Unpack it and choose the files that are needed.",
  arrays: "Save the vectors as one array: its rows are the documents.",
  columns: "Save the columns that are needed: vectors, text, title, id.",
  cells: "Save the columns that are needed: vectors, text, title, id.",
  characters:
    "Cut long texts into documents of their own, each on its own line.",
  rows: "Save fewer rows.",
  axes: "Save the vectors as one array of rows and columns.",
  parts: "Save the arrays alone, with numpy.savez.",
  objects: "Save the arrays alone, with numpy.savez.",
  operations: "Save fewer dimensions or fewer bits.",
  depth: "Unpack it and choose the file inside.",
  seconds: "Save fewer rows, or the vectors alone as float32 in an .npy.",
};

export const budgetFaults: FaultWords<BudgetFaults> = {
  "data.over-budget": ({ file, item, asked, most }) => ({
    message: `${file} ${needs[item](String(asked))}; the most that is read is ${most}.`,
    hint: hints[item],
  }),
};
