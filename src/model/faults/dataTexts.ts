/** A place in a file of texts, as people count there; of several files, the one that is meant. */
export type RecordPlace =
  | { readonly unit: "line" | "record" | "item"; readonly number: number }
  | { readonly unit: "file"; readonly name: string };

/** What a JSON value is. */
export type JsonKind =
  "null" | "array" | "object" | "string" | "number" | "boolean";

/** Faults of files of texts and of records. */
export interface TextFaults {
  "data.not-utf8": { readonly file: string };
  "data.bytes-not-utf8": {
    readonly file: string;
    readonly offset: number;
    readonly byte: number;
    readonly isUtf16: boolean;
  };
  "data.text-too-long": {
    readonly file: string;
    readonly bytes: number;
    readonly most: number;
  };
  "data.text-file-empty": { readonly file: string };
  "data.no-line-with-text": { readonly file: string; readonly bytes: number };
  "data.no-row-with-text": { readonly file: string; readonly bytes: number };
  /** As many texts as vectors are needed, in the same order. */
  "data.text-count-differs": {
    readonly file: string;
    readonly texts: number;
    readonly vectorsFile: string;
    readonly vectors: number;
  };

  "data.json-line-empty": {
    readonly file: string;
    readonly place: RecordPlace;
  };
  /** `place` null: the file as a whole. */
  "data.not-json": {
    readonly file: string;
    readonly place: RecordPlace | null;
    readonly detail: string;
    readonly wanted: "array" | "lines";
  };
  "data.json-no-array": { readonly file: string; readonly kind: JsonKind };
  "data.record-kind": {
    readonly file: string;
    readonly place: RecordPlace;
    readonly kind: JsonKind;
  };
  "data.record-no-text": {
    readonly file: string;
    readonly place: RecordPlace;
    readonly wanted: readonly string[];
    readonly fields: readonly string[];
  };
  "data.record-title": {
    readonly file: string;
    readonly place: RecordPlace;
    readonly kind: JsonKind;
  };
  "data.record-id": {
    readonly file: string;
    readonly place: RecordPlace;
    readonly kind: JsonKind;
  };
  "data.cell-no-list": {
    readonly file: string;
    readonly place: RecordPlace;
    readonly column: string;
    readonly wanted: "numbers" | "whole-numbers";
  };
  "data.cell-width": {
    readonly file: string;
    readonly place: RecordPlace;
    readonly column: string;
    readonly numbers: number;
    readonly width: number;
  };

  "data.csv-malformed": {
    readonly file: string;
    readonly record: number;
    readonly detail: string;
  };
  "data.csv-blank-line": { readonly file: string; readonly record: number };
  "data.csv-cells": {
    readonly file: string;
    readonly record: number;
    readonly cells: number;
    readonly expected: number;
  };
}
