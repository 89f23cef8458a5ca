import type {
  JsonKind,
  RecordPlace,
  TextFaults,
} from "../../../model/faults/dataTexts";
import type { FaultWords } from "../../words";

const saveAsUtf8 = "Save the file as UTF-8 and choose it again.";

const kinds: Readonly<Record<JsonKind, string>> = {
  null: "null",
  array: "an array",
  object: "an object",
  string: "a string",
  number: "a number",
  boolean: "a boolean",
};

const wantedLists = {
  numbers: "numbers",
  "whole-numbers": "whole numbers",
} as const;

/** "docs.jsonl, line 3": a place in a file. */
function placeIn(file: string, place: RecordPlace): string {
  if (place.unit === "file") return `${file}, ${place.name}`;
  const where = `${file}, ${place.unit} ${place.number}`;
  return place.unit === "item" ? `${where} (counting from 0)` : where;
}

function badRecord(where: string, what: string) {
  return {
    message: `${where} ${what}.`,
    hint: 'Write each text as a string or as {"text": "...", "title": "...", "id": "..."}; title and id may be left out.',
  };
}

export const textFaults: FaultWords<TextFaults> = {
  "data.not-utf8": ({ file }) => ({
    message: `${file} is not UTF-8.`,
    hint: saveAsUtf8,
  }),
  "data.bytes-not-utf8": ({ file, offset, byte, isUtf16 }) => ({
    message: `${file} is not UTF-8: byte ${offset} (0x${byte.toString(16).padStart(2, "0")}) does not fit${isUtf16 ? ", and its first bytes say UTF-16" : ""}.`,
    hint: saveAsUtf8,
  }),
  "data.text-too-long": ({ file, bytes, most }) => ({
    message: `${file} has ${bytes} bytes; at most ${most} fit into one text.`,
    hint: "Use fewer rows, or leave out the columns that are not needed.",
  }),
  "data.text-file-empty": ({ file }) => ({
    message: `${file} holds no text.`,
    hint: "Choose the file that has one text for each document.",
  }),
  "data.no-line-with-text": ({ file, bytes }) => ({
    message: `${file} holds no text (${bytes} bytes, no line with a visible character).`,
    hint: "Choose a file with one document on each line.",
  }),
  "data.no-row-with-text": ({ file, bytes }) => ({
    message: `${file} holds no text (${bytes} bytes, no row with a visible character).`,
    hint: "Choose the file that has one text for each vector.",
  }),
  "data.text-count-differs": ({ file, texts, vectorsFile, vectors }) => ({
    message: `${file} has ${texts} texts, but ${vectorsFile} has ${vectors} vectors.`,
    hint:
      Math.abs(texts - vectors) === 1
        ? "They differ by one: look for a header line, or a text that is missing at one end."
        : "Each vector needs exactly one text, in the same order: choose the files that belong together.",
  }),

  "data.json-line-empty": ({ file, place }) => ({
    message: `${placeIn(file, place)} is empty.`,
    hint: 'Remove the line, or write "" for an empty text: every line is one document.',
  }),
  "data.not-json": ({ file, place, detail, wanted }) => ({
    message: `${place ? placeIn(file, place) : file} is not JSON: ${detail}`,
    hint:
      wanted === "array"
        ? "Write one array of texts; a file with one record on each line is called .jsonl."
        : "Write one JSON value on each line.",
  }),
  "data.json-no-array": ({ file, kind }) =>
    badRecord(file, `is ${kinds[kind]}, not an array`),
  "data.record-kind": ({ file, place, kind }) =>
    badRecord(
      placeIn(file, place),
      `is ${kinds[kind]}, not a text or an object`,
    ),
  "data.record-no-text": ({ file, place, wanted, fields }) =>
    badRecord(
      placeIn(file, place),
      `has no string under ${wanted.join(", ")}; its fields are: ${fields.join(", ") || "none"}`,
    ),
  "data.record-title": ({ file, place, kind }) =>
    badRecord(
      placeIn(file, place),
      `has ${kinds[kind]} as its title, not a string`,
    ),
  "data.record-id": ({ file, place, kind }) =>
    badRecord(
      placeIn(file, place),
      `has ${kinds[kind]} as its id, not a string or a number`,
    ),
  "data.cell-no-list": ({ file, place, column, wanted }) => ({
    message: `${placeIn(file, place)}: ${column} is not a list of ${wantedLists[wanted]}.`,
    hint: `Every row needs a list of ${wantedLists[wanted]} in ${column}.`,
  }),
  "data.cell-width": ({ file, place, column, numbers, width }) => ({
    message: `${placeIn(file, place)}: ${column} has ${numbers} numbers, the first row has ${width}.`,
    hint: "Every row must have the same number of dimensions.",
  }),

  "data.csv-malformed": ({ file, record, detail }) => ({
    message: `${file}, record ${record}: ${detail}.`,
    hint: 'Put cells with quotes or line breaks into double quotes and write a quote inside them twice ("").',
  }),
  "data.csv-blank-line": ({ file, record }) => ({
    message: `${file}, record ${record} is a blank line.`,
    hint: "Remove the line: every record is one document.",
  }),
  "data.csv-cells": ({ file, record, cells, expected }) => ({
    message: `${file}, record ${record} has ${cells} cells, the first record has ${expected}.`,
    hint: "Put cells that hold the separator into double quotes.",
  }),
};
