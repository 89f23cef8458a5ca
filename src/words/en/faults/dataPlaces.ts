import type { ColumnRole, PlaceFaults } from "../../../model/faults/dataPlaces";
import type { FaultWords } from "../../words";
import { format } from "../format";
import { columnTypeText } from "../tables";

const { count } = format;

const roles: Readonly<Record<ColumnRole, string>> = {
  vectors: "vectors",
  texts: "texts",
  titles: "titles",
  queryVectors: "query vectors",
  queryTexts: "query texts",
  neighbours: "true neighbours",
};

export const placeFaults: FaultWords<PlaceFaults> = {
  "data.no-source": () => ({
    message: "The source names neither files nor a sample nor a synthetic set.",
    hint: "Give { files }, { url }, { hub }, { wikipedia }, { sample }, { synthetic } or { kept }.",
  }),
  "data.no-file-chosen": () => ({
    message: "No file was chosen.",
    hint: "Choose a file with vectors or texts.",
  }),
  "data.ambiguous-columns": ({ role, candidates }) => ({
    message: `${candidates.length} columns could be the ${roles[role]}: ${candidates.map(({ file, column }) => `${file} (${column})`).join(", ")}.`,
    hint: `Choose one for the ${roles[role]}; files for queries carry “query” in their name.`,
  }),
  "data.no-vectors-or-texts": ({ files, columns }) => ({
    message: `${files.join(", ")} has neither vectors nor texts; its columns are: ${columns.map(({ name, type }) => `${name} (${columnTypeText(type)})`).join(", ") || "none"}.`,
    hint: "Choose a file with a column of texts, or with rows of numbers of equal length.",
  }),
  "data.no-such-column": ({ file, column, columns }) => ({
    message: `${file} has no column ${column}; it has ${columns.join(", ")}.`,
    hint: "Choose one of the columns that are there.",
  }),
  "data.no-such-file": ({ file, files }) => ({
    message: `There is no file ${file}; there are ${files.join(", ")}.`,
    hint: "Choose one of the columns that are there.",
  }),
  "data.text-total-differs": ({ file, texts, vectorsFile, vectors }) => ({
    message: `${file} has ${texts} texts, but ${vectorsFile} has ${vectors} vectors.`,
    hint: "Every vector needs its own text, in the same order.",
  }),
  "data.texts-too-short": ({ file, least, texts }) => ({
    message: `${file} holds no text of at least ${least} characters among ${count(texts)}.`,
    hint: "Choose the column with the texts, or allow shorter ones.",
  }),
  "data.texts-without-model": ({ file, texts }) => ({
    message: `${file} has ${texts} texts and no vectors.`,
    hint: "Choose a model to embed them with, or bring their vectors as well.",
  }),
  "data.neighbour-lists-differ": ({ file, lists, queries }) => ({
    message: `${file} has ${lists} lists of neighbours for ${queries} queries.`,
    hint: "Each query needs its own list, in the same order.",
  }),
  "data.no-such-neighbour": ({ file, row, document, documents }) => ({
    message: `${file}, row ${row} names document ${document}; there are ${documents}, counted from 0.`,
    hint: "Bring the neighbours that belong to these documents, or leave them out.",
  }),
  "data.not-normalised": ({ file, minNorm, maxNorm }) => ({
    message: `${file} is not normalised: row norms run from ${format.precise(minNorm, 4)} to ${format.precise(maxNorm, 4)}, not 1.`,
    hint: "Normalise the rows to length 1 when opening the file (cosine does not change), or bring normalised vectors.",
  }),
  "data.too-small-for-any-hash": ({ file, rows, dim, minBits }) => ({
    message: `${file} has ${rows} rows of ${dim} dimensions; the shortest hash, ${minBits} bits, needs more than ${minBits} rows and at least ${minBits} dimensions.`,
    hint: "Open a larger set of vectors.",
  }),
  "data.query-dimensions": ({ file, dim, documentsFile, documentsDim }) => ({
    message: `${file} has ${dim} dimensions, ${documentsFile} has ${documentsDim}.`,
    hint: "Queries and documents must come from the same model.",
  }),
};
