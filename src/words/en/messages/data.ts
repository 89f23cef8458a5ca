import type { DataNotes } from "../../../model/messages/data";
import type { MessageWords } from "../../words";
import { format } from "../format";

const ofAll = (available: number | null) =>
  available === null ? "" : ` of ${format.count(available)}`;

export const dataNotes: MessageWords<DataNotes> = {
  "data.dataset-part": ({ dataset, config, split }) =>
    `${dataset}, configuration ${config}, split ${split}.`,
  "data.rows-by-service": ({ rows, cause }, { wordFault }) =>
    `The parquet files cannot be read in parts${cause ? ` (${wordFault(cause).message})` : "."} The hub's rows service gave the first ${rows} rows.`,
  "data.articles-by-service": ({ cause }, { wordFault }) =>
    `The parquet files could not be read${cause ? ` (${wordFault(cause).message})` : "."} The hub's rows service gave the articles.`,
  "data.articles-read": ({
    dataset,
    config,
    read,
    dropped,
    minCharacters,
    maxCharacters,
  }) =>
    `${config} of ${dataset}: ${format.count(read)} articles read, ${format.count(dropped)} shorter than ${minCharacters} characters dropped; first ${maxCharacters} characters.`,
  "data.short-articles-replaced": () =>
    "Short articles are dropped and replaced: a little more may be needed.",
  "data.first-documents": ({ taken, available }) =>
    `The first ${format.count(taken)}${ofAll(available)} documents were taken.`,
  "data.documents-drawn": ({ taken, available, seed }) =>
    `${format.count(taken)}${ofAll(available)} documents were drawn with seed ${seed}.`,
  "data.texts-left-out": ({ dropped, texts, minCharacters }) =>
    `${format.count(dropped)} of ${format.count(texts)} texts were left out: ${minCharacters > 1 ? `shorter than ${minCharacters} characters` : "empty"}.`,
  "data.texts-cut": ({ maxCharacters }) =>
    `Texts are cut to their first ${format.count(maxCharacters)} characters.`,
  "data.neighbours-not-compared": ({ file }) =>
    `${file} names neighbours among all documents: with a part of them it is not compared.`,
  "data.columns-to-choose": ({ role, candidates }) =>
    `${candidates.length} columns could serve as ${role}: ${candidates.map(({ file, column }) => `${file} (${column})`).join(", ")}. Choose one.`,
};
