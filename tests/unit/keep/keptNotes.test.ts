import { expect, test } from "vitest";
import { parseNotes } from "../../../src/keep/keptNotes";
import type { FaultMessage } from "../../../src/model/fault";
import type { Message } from "../../../src/model/message";
import { sentenceOf } from "../words/textOf";

const cause: FaultMessage = {
  name: "data.parquet-too-short",
  params: { file: "a.parquet", bytes: 3 },
};

/** What the notes are once they were written and read again. */
const keptAs = (notes: readonly unknown[]) =>
  parseNotes(JSON.parse(JSON.stringify(notes)) as unknown[]);

test("notes of texts come back as they were", () => {
  const notes: Message[] = [
    {
      name: "data.dataset-part",
      params: { dataset: "a/b", config: "default", split: "train" },
    },
    {
      name: "data.articles-read",
      params: {
        dataset: "a/b",
        config: "20231101.ja",
        read: 10,
        dropped: 2,
        minCharacters: 50,
        maxCharacters: 500,
      },
    },
    { name: "data.first-documents", params: { taken: 3, available: null } },
    {
      name: "data.documents-drawn",
      params: { taken: 3, available: 9, seed: 5 },
    },
    {
      name: "data.texts-left-out",
      params: { dropped: 1, texts: 10, minCharacters: 1 },
    },
    { name: "data.texts-cut", params: { maxCharacters: 200 } },
    { name: "keep.earlier-note", params: { text: "First rows." } },
  ];
  expect(keptAs(notes)).toEqual(notes);
});

test("why the rows service was asked is told once", () => {
  const notes: Message[] = [
    { name: "data.rows-by-service", params: { rows: 100, cause } },
    { name: "data.articles-by-service", params: { cause } },
  ];
  expect(notes.map(sentenceOf)).toEqual([
    "The parquet files cannot be read in parts (a.parquet has 3 bytes, too few for a parquet file.) The hub's rows service gave the first 100 rows.",
    "The parquet files could not be read (a.parquet has 3 bytes, too few for a parquet file.) The hub's rows service gave the articles.",
  ]);
  expect(keptAs(notes).map(sentenceOf)).toEqual([
    "The parquet files cannot be read in parts. The hub's rows service gave the first 100 rows.",
    "The parquet files could not be read. The hub's rows service gave the articles.",
  ]);
});

test("sentences of an earlier version stay, what is no note does not", () => {
  const notes = keptAs([
    "The first 3 documents were taken.",
    7,
    { name: "data.texts-cut", params: { maxCharacters: "200" } },
    { name: "data.unheard-of", params: {} },
  ]);
  expect(notes.map(sentenceOf)).toEqual(["The first 3 documents were taken."]);
});
