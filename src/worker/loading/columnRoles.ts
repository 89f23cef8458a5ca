import { ID_NAMES, TEXT_NAMES, TITLE_NAMES } from "../../data/textRow";
import type { ColumnInfo, OpenTable } from "../../data/table";
import type { ColumnChoice, ColumnRoles } from "./dataSource";
import type { PreviewCell } from "../../model/tableCells";

/** A table with the rows that tell one text column from another. */
export interface PreviewedTable {
  readonly table: OpenTable;
  readonly preview: readonly (readonly PreviewCell[])[];
}

/** Roles, and those for which several columns are equally good. */
export interface GuessedRoles {
  readonly roles: ColumnRoles;
  readonly ambiguous: readonly {
    readonly role: keyof ColumnRoles;
    readonly candidates: readonly ColumnChoice[];
  }[];
}

interface Candidate extends ColumnChoice {
  readonly info: ColumnInfo;
  /** Columns of the same kind in the same file. */
  readonly siblings: number;
  readonly meanLength: number;
}

/** Names of arrays that are the documents, best first. */
const VECTOR_NAMES = ["vectors", "embeddings", "embedding", "train", "emb"];

const named = (candidate: Candidate) => candidate.info.name.toLowerCase();
const isQueryFile = ({ file }: ColumnChoice) => /quer/i.test(file);
const isQuery = (candidate: Candidate) =>
  isQueryFile(candidate) ||
  (candidate.siblings > 1 && /quer|^test/i.test(candidate.info.name));

/** Characters of a text; other cells are never weighed. */
const lengthOf = (cell: PreviewCell | undefined) =>
  typeof cell === "string" ? cell.length : 0;

function candidatesOf(
  tables: readonly PreviewedTable[],
  kind: ColumnInfo["kind"],
): Candidate[] {
  return tables.flatMap(({ table, preview }) => {
    const columns = table.columns.filter((column) => column.kind === kind);
    return columns.map((info) => {
      const position = table.columns.indexOf(info);
      const length = preview.reduce(
        (sum, row) => sum + lengthOf(row[position]),
        0,
      );
      return {
        file: table.fileName,
        column: info.name,
        info,
        siblings: columns.length,
        meanLength: length / Math.max(1, preview.length),
      };
    });
  });
}

const choiceOf = ({ file, column }: Candidate): ColumnChoice => ({
  file,
  column,
});

/** The candidates whose name stands first in `names`; all where none does. */
function preferNamed(
  candidates: readonly Candidate[],
  names: readonly string[],
): readonly Candidate[] {
  for (const name of names) {
    const matching = candidates.filter(
      (candidate) => named(candidate) === name,
    );
    if (matching.length > 0) return matching;
  }
  return candidates;
}

/** One text column of each file: the one named so, else the one with the longest cells. */
function textOfEachFile(candidates: readonly Candidate[]): Candidate[] {
  const files = new Set(candidates.map(({ file }) => file));
  return [...files].flatMap((file) => {
    const ofFile = candidates.filter((candidate) => candidate.file === file);
    const plain = ofFile.filter(
      (candidate) => ![...TITLE_NAMES, ...ID_NAMES].includes(named(candidate)),
    );
    const [best] = preferNamed(plain.length > 0 ? plain : ofFile, TEXT_NAMES)
      .slice()
      .sort((a, b) => b.meanLength - a.meanLength);
    return [best];
  });
}

/**
 * What each part of a data set is most likely read from, by kinds and names of
 * columns and files: files with “query” in their name, and arrays called test
 * or query beside others, are queries; a single array of vectors is the
 * documents, whatever its name. What `chosen` says (null: not wanted) stands.
 */
export function guessRoles(
  tables: readonly PreviewedTable[],
  chosen: Partial<ColumnRoles> = {},
): GuessedRoles {
  const ambiguous: GuessedRoles["ambiguous"][number][] = [];
  const decide = (
    role: keyof ColumnRoles,
    guess: () => readonly Candidate[],
  ): ColumnChoice | null => {
    const asked = chosen[role];
    if (asked !== undefined) return asked;
    const guessed = guess();
    if (guessed.length > 1)
      ambiguous.push({ role, candidates: guessed.map(choiceOf) });
    return guessed.length > 0 ? choiceOf(guessed[0]) : null;
  };

  const vectorColumns = candidatesOf(tables, "vector");
  const single = vectorColumns.length === 1;
  const vectors = decide("vectors", () =>
    preferNamed(
      single ? vectorColumns : vectorColumns.filter((c) => !isQuery(c)),
      VECTOR_NAMES,
    ),
  );
  const queryVectors = decide("queryVectors", () =>
    single ? [] : vectorColumns.filter(isQuery),
  );

  const textColumns = textOfEachFile(candidatesOf(tables, "text"));
  // Texts of the vectors' own file come before those of another.
  const besideVectors = textColumns.filter(
    ({ file }) => file === vectors?.file,
  );
  const others = textColumns.filter(
    (candidate) => candidate.file !== queryVectors?.file || vectors === null,
  );
  // Without query vectors a file of queries is the texts of the single matrix.
  const wantsQueries = queryVectors !== null || vectors === null;
  const documents = others.filter((c) => !wantsQueries || !isQueryFile(c));
  const texts = decide("texts", () =>
    besideVectors.length > 0
      ? besideVectors
      : documents.length > 0 || vectors !== null
        ? documents
        : others,
  );
  const queryTexts = decide("queryTexts", () =>
    wantsQueries
      ? textColumns.filter(
          (candidate) =>
            isQueryFile(candidate) && candidate.file !== texts?.file,
        )
      : [],
  );
  const titles = decide("titles", () =>
    preferExact(candidatesOf(tables, "text"), texts, TITLE_NAMES),
  );
  const neighbours = decide("neighbours", () =>
    queryVectors === null
      ? []
      : preferNamed(candidatesOf(tables, "integers"), [
          "neighbors",
          "neighbours",
          "groundtruth",
          "ground_truth",
        ]),
  );
  return {
    roles: { vectors, texts, titles, queryVectors, queryTexts, neighbours },
    ambiguous,
  };
}

/** The column of the texts' own file that is named so, or none. */
function preferExact(
  candidates: readonly Candidate[],
  texts: ColumnChoice | null,
  names: readonly string[],
): readonly Candidate[] {
  if (texts === null) return [];
  for (const name of names) {
    const match = candidates.find(
      (candidate) =>
        candidate.file === texts.file &&
        candidate.column !== texts.column &&
        named(candidate) === name,
    );
    if (match) return [match];
  }
  return [];
}

/** Name of the column that keeps the ids of a table's texts, or null. */
export function idColumnOf(table: OpenTable): string | null {
  for (const name of ID_NAMES) {
    const idColumn = table.columns.find(
      (column) => column.kind === "text" && column.name.toLowerCase() === name,
    );
    if (idColumn) return idColumn.name;
  }
  return null;
}
