import type { Words } from "../words/languages";
import type { Marks } from "./marks/marks";

export type FigureWords = Words["figures"];

/** A cell of a figure's table: text, or text with a note in small print. */
export type Cell = string | { readonly text: string; readonly note: string };

export interface FigureTable {
  readonly head: readonly string[];
  readonly rows: readonly (readonly Cell[])[];
}

/** A chart with its question, what it shows in one sentence, and its data. */
export interface Figure {
  /** Names files and ids. */
  readonly name: string;
  readonly question: string;
  readonly finding: string;
  /** What is drawn; null where there is only a table. */
  readonly marks: Marks | null;
  readonly table: FigureTable;
}

/** A figure in four parts that all read the same data. */
export interface Description<Input, Data> {
  readonly name: string;
  /** null: what was given has no such figure. */
  readonly data: (input: Input) => Data | null;
  readonly question: (words: FigureWords, data: Data) => string;
  readonly finding: (data: Data, words: FigureWords) => string;
  readonly marks: (data: Data, words: FigureWords) => Marks | null;
  readonly table: (data: Data, words: FigureWords) => FigureTable;
}

/** Makes the figure of an input, or null. */
export type FigureMaker<Input> = (
  input: Input,
  words: FigureWords,
) => Figure | null;

/** The maker of a described figure: its data is derived once for all parts. */
export function figureMaker<Input, Data>(
  description: Description<Input, Data>,
): FigureMaker<Input> {
  return (input, words) => {
    const data = description.data(input);
    if (data === null) return null;
    return {
      name: description.name,
      question: description.question(words, data),
      finding: description.finding(data, words),
      marks: description.marks(data, words),
      table: description.table(data, words),
    };
  };
}

/** Rows of a table at most: every n-th of more, and the last. */
export function thinned<T>(rows: readonly T[], most = 40): readonly T[] {
  const step = Math.ceil(rows.length / most);
  return rows.filter((_, i) => i % step === 0 || i === rows.length - 1);
}
