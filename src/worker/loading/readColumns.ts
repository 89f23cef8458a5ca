import type { Message } from "../../model/message";
import { DataError } from "../../data/dataError";
import { readWikipedia } from "../../data/remote/wikipedia";
import { type RowSelection, selectRows } from "../../data/rowSelection";
import type { IntegerMatrix, OpenTable } from "../../data/table";
import { makeTextRow, type TextRow } from "../../data/textRow";
import { type UncheckedDataset, withoutExtras } from "../dataset";
import { type OpenedTables, openTables, readContext } from "./openTables";
import type { CallContext } from "../progress";
import { guessRoles, idColumnOf } from "./columnRoles";
import type { HubAndStorage } from "../hubAndStorage";
import type {
  ColumnChoice,
  ColumnRoles,
  DataLocation,
  LoadOptions,
} from "./dataSource";

/** Texts that are yet to be embedded. */
export interface TextSet {
  readonly name: string;
  readonly documents: readonly TextRow[];
  readonly queries: readonly TextRow[];
  readonly notes: readonly Message[];
}

export type ReadResult =
  | { readonly kind: "vectors"; readonly unchecked: UncheckedDataset }
  | { readonly kind: "texts"; readonly texts: TextSet };

const allRows: RowSelection = { kind: "all" };

/** Reads what the roles of a location name. Throws `DataError`. */
export async function readColumns(
  source: DataLocation & LoadOptions,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<ReadResult> {
  if ("wikipedia" in source) {
    const read = await readWikipedia(
      source.wikipedia,
      hubAndStorage.remote(),
      readContext({ name: "progress.reading-articles", params: {} }, call),
    );
    const documents = read.texts.map(({ id, title, text }, row) =>
      makeTextRow(row, text, title, id),
    );
    const name = `wikipedia-${source.wikipedia.language}-${documents.length}`;
    const texts = { name, documents, queries: [], notes: read.notes };
    return { kind: "texts", texts };
  }
  const opened = await openTables(source, hubAndStorage, call);
  try {
    return await readTables(opened, source, call);
  } finally {
    opened.close();
  }
}

async function readTables(
  opened: OpenedTables,
  source: DataLocation & LoadOptions,
  call: CallContext,
): Promise<ReadResult> {
  const { roles, ambiguous } = guessRoles(opened.tables, source.columns);
  const [unclear] = ambiguous;
  if (unclear)
    throw new DataError("ambiguous-columns", "data.ambiguous-columns", {
      file: unclear.candidates[1].file,
      role: unclear.role,
      candidates: unclear.candidates.map(({ file, column }) => ({
        file,
        column,
      })),
    });
  const tables = opened.tables.map(({ table }) => table);
  if (roles.vectors === null && roles.texts === null) throw noData(tables);
  const name =
    "files" in source
      ? ((roles.vectors ?? roles.texts)?.file.replace(/\.[^.]+$/, "") ??
        opened.name)
      : opened.name;
  const reader = createReader(tables, source.rows ?? allRows, call);
  if (roles.vectors === null)
    return {
      kind: "texts",
      texts: await readTextSet(name, roles, source, reader, opened.notes),
    };
  const { vectors, note } = await reader.vectors(roles.vectors);
  const matrix = { label: reader.label(roles.vectors), matrix: vectors };
  const texts = roles.texts
    ? {
        label: reader.label(roles.texts),
        rows: await reader.textsBeside(
          roles.texts,
          roles.titles,
          roles.vectors,
        ),
      }
    : null;
  const notes = [...opened.notes, ...(note ? [note] : [])];
  const queryVectors = roles.queryVectors
    ? {
        label: reader.label(roles.queryVectors),
        matrix: await reader.allVectors(roles.queryVectors),
      }
    : null;
  const queryTexts =
    queryVectors && roles.queryTexts
      ? {
          label: reader.label(roles.queryTexts),
          rows: await reader.allTexts(roles.queryTexts),
        }
      : null;
  let neighbours: IntegerMatrix | null = null;
  if (roles.neighbours && queryVectors) {
    if (note)
      notes.push({
        name: "data.neighbours-not-compared",
        params: { file: reader.label(roles.neighbours) },
      });
    else {
      neighbours = await reader.integers(roles.neighbours);
      checkNeighbours(
        neighbours,
        queryVectors.matrix.rows,
        vectors.rows,
        reader.label(roles.neighbours),
      );
    }
  }
  const unchecked: UncheckedDataset = {
    ...withoutExtras,
    name,
    vectors: matrix,
    texts,
    queryVectors,
    queryTexts,
    neighbours,
    notes,
  };
  return { kind: "vectors", unchecked };
}

function noData(tables: readonly OpenTable[]): DataError {
  return new DataError("no-vectors", "data.no-vectors-or-texts", {
    file: tables[0]?.fileName ?? "",
    files: tables.map(({ fileName }) => fileName),
    columns: tables
      .flatMap((table) => table.columns)
      .map(({ name, type }) => ({ name, type })),
  });
}

type Reader = ReturnType<typeof createReader>;

/** Reads columns of the opened tables under one selection of document rows. */
function createReader(
  tables: readonly OpenTable[],
  selection: RowSelection,
  call: CallContext,
) {
  function tableOf({ file, column }: ColumnChoice): OpenTable {
    const table = tables.find(({ fileName }) => fileName === file);
    if (table?.columns.some(({ name }) => name === column)) return table;
    if (table)
      throw new DataError("no-column", "data.no-such-column", {
        file,
        column,
        columns: table.columns.map(({ name }) => name),
      });
    throw new DataError("no-column", "data.no-such-file", {
      file,
      files: tables.map(({ fileName }) => fileName),
    });
  }
  const rowsOf = (choice: ColumnChoice) =>
    tableOf(choice).columns.find(({ name }) => name === choice.column)?.rows ??
    null;
  const label = (choice: ColumnChoice) =>
    tableOf(choice).columns.length === 1
      ? choice.file
      : `${choice.file}, column ${choice.column}`;
  const context = (choice: ColumnChoice) =>
    readContext(
      { name: "progress.reading-file", params: { file: choice.file } },
      call,
    );

  async function texts(
    choice: ColumnChoice,
    titles: ColumnChoice | null,
    rows: RowSelection,
  ): Promise<TextRow[]> {
    const table = tableOf(choice);
    const titleColumn =
      titles && titles.file === choice.file ? titles.column : null;
    const idColumn = idColumnOf(table);
    const columns = [choice.column, titleColumn, idColumn].filter(
      (column) => column !== null,
    );
    const read = await table.readTexts(
      [...new Set(columns)],
      rows,
      context(choice),
    );
    const byName = new Map(
      [...new Set(columns)].map((column, index) => [column, read[index]]),
    );
    const cell = (column: string | null, row: number) =>
      column === null ? null : (byName.get(column)?.[row] ?? null);
    return read[0].map((text, row) =>
      makeTextRow(row, text ?? "", cell(titleColumn, row), cell(idColumn, row)),
    );
  }

  return {
    label,
    /** Documents, and a note where not all were taken. */
    async vectors(choice: ColumnChoice) {
      const vectors = await tableOf(choice).readVectors(
        choice.column,
        selection,
        context(choice),
      );
      const available = rowsOf(choice);
      return {
        vectors,
        note: selectionNote(selection, vectors.rows, available),
      };
    },
    allVectors: (choice: ColumnChoice) =>
      tableOf(choice).readVectors(choice.column, allRows, context(choice)),
    allTexts: (choice: ColumnChoice) => texts(choice, null, allRows),
    selectedTexts: (choice: ColumnChoice, titles: ColumnChoice | null) =>
      texts(choice, titles, selection),
    integers: (choice: ColumnChoice) =>
      tableOf(choice).readIntegers(choice.column, allRows, context(choice)),
    /** Texts of the same documents as the vectors: their totals must agree before rows are chosen. */
    async textsBeside(
      choice: ColumnChoice,
      titles: ColumnChoice | null,
      vectors: ColumnChoice,
    ): Promise<readonly TextRow[]> {
      const available = rowsOf(vectors);
      const textRows = rowsOf(choice);
      if (
        selection.kind === "all" ||
        (textRows !== null && textRows === available)
      )
        return texts(choice, titles, selection);
      const all = await texts(choice, titles, allRows);
      if (available !== null && all.length !== available)
        throw new DataError("text-count", "data.text-total-differs", {
          file: label(choice),
          texts: all.length,
          vectorsFile: label(vectors),
          vectors: available,
        });
      const rows = selectRows(selection, all.length);
      return rows ? Array.from(rows, (row) => all[row]) : all;
    },
  };
}

function selectionNote(
  selection: RowSelection,
  taken: number,
  available: number | null,
): Message | null {
  if (selection.kind === "all" || taken === available) return null;
  if (selection.kind === "first")
    return { name: "data.first-documents", params: { taken, available } };
  const { seed } = selection;
  return { name: "data.documents-drawn", params: { taken, available, seed } };
}

/** The first `length` characters; a pair of surrogates is one character. */
function cutTo(text: string, length: number): string {
  if (text.length <= length) return text;
  let end = 0;
  for (const character of text) {
    if (length-- === 0) break;
    end += character.length;
  }
  return text.slice(0, end);
}

async function readTextSet(
  name: string,
  roles: ColumnRoles,
  options: LoadOptions,
  reader: Reader,
  locationNotes: readonly Message[],
): Promise<TextSet> {
  if (roles.texts === null) throw new Error("no texts to read");
  const read = await reader.selectedTexts(roles.texts, roles.titles);
  const { minCharacters = 1, maxCharacters = Infinity } = options;
  const documents: TextRow[] = [];
  for (const row of read) {
    const text = cutTo(row.text, maxCharacters).trim();
    if ([...text].length >= Math.max(1, minCharacters))
      documents.push({ ...row, text });
  }
  if (documents.length === 0)
    throw new DataError("empty", "data.texts-too-short", {
      file: reader.label(roles.texts),
      least: Math.max(1, minCharacters),
      texts: read.length,
    });
  const notes = [...locationNotes];
  const selected = selectionNote(options.rows ?? allRows, read.length, null);
  if (selected) notes.push(selected);
  const dropped = read.length - documents.length;
  if (dropped > 0)
    notes.push({
      name: "data.texts-left-out",
      params: { dropped, texts: read.length, minCharacters },
    });
  if (Number.isFinite(maxCharacters))
    notes.push({ name: "data.texts-cut", params: { maxCharacters } });
  const queries = roles.queryTexts
    ? (await reader.allTexts(roles.queryTexts)).filter(
        ({ text }) => text.trim() !== "",
      )
    : [];
  return { name, documents, queries, notes };
}

function checkNeighbours(
  { data, rows, width }: IntegerMatrix,
  queries: number,
  documents: number,
  label: string,
): void {
  if (rows !== queries)
    throw new DataError("text-count", "data.neighbour-lists-differ", {
      file: label,
      lists: rows,
      queries,
    });
  const wrong = data.findIndex((id) => id < 0 || id >= documents);
  if (wrong >= 0)
    throw new DataError("bad-neighbours", "data.no-such-neighbour", {
      file: label,
      row: Math.floor(wrong / width),
      document: data[wrong],
      documents,
    });
}
