import * as v from "valibot";
import { fitTo, isJsonObject } from "../../model/json";
import { decodePerQuery } from "../../model/perQuery";
import { recordFields } from "../../model/faults/record";
import { RecordError } from "../../model/recordError";
import type { RunRecord } from "../../model/run/record";
import {
  configFields,
  flag,
  listOf,
  number,
  object,
  only,
  optionSeparator,
  shape,
  text,
} from "./fields";
import { presentConfig } from "./former";

const row = shape({
  threshold: v.nullable(number),
  reduction: number,
  filterRecall: number,
  filterRecallLow: number,
  filterRecallHigh: number,
  candidates: shape({ mean: number, p50: number, p95: number }),
  recall: listOf(
    shape({
      limit: number,
      expected: number,
      best: number,
      worst: number,
      stable: number,
      low: number,
      high: number,
    }),
  ),
});

const record = shape({
  schema: only("bitsieve.record/1"),
  id: v.pipe(v.string("hex-id"), v.regex(/^[0-9a-f]{8,64}$/, "hex-id")),
  name: text,
  createdAt: v.pipe(
    v.string("time"),
    v.check((time) => !Number.isNaN(Date.parse(time)), "time"),
  ),
  pinned: flag,
  source: v.nullable(object),
  model: v.nullable(text),
  result: shape({
    schema: only("bitsieve.run/1"),
    config: shape({
      pivots: v.optional(object),
      ...configFields,
      // Records of before name neither.
      groundTruth: v.optional(configFields.groundTruth),
      device: v.optional(configFields.device),
    }),
    dataset: shape({ name: text, n: number, dim: number, fingerprint: text }),
    corpusSize: number,
    querySource: only("corpus", "removed", "query-set"),
    device: shape({ backend: text, label: text }),
    fit: shape({
      meanNorm: number,
      explainedVariance: number,
      quantizationError: listOf(number),
      nqe: listOf(number),
      imported: flag,
    }),
    rows: listOf(row),
    queryIds: listOf(number),
    imported: listOf(text),
    timingsMs: object,
    cachedStages: listOf(text),
    version: text,
  }),
  curve: listOf(row),
  bytesPerDocument: shape({ hash: number, pivots: number }),
  perQuery: shape({
    thresholds: listOf(v.nullable(number)),
    limits: listOf(number),
    candidates: text,
    filterRecall: text,
    recall: text,
  }),
});

/** Every field of a record has the type that `RunRecord` says. */
function checkRecord(value: unknown): asserts value is RunRecord {
  const fitting = fitTo(record, value);
  if (fitting.fits) return;
  const found = JSON.stringify(fitting.value) ?? String(fitting.value);
  const shown = found.length > 60 ? `${found.slice(0, 60)}…` : found;
  const { path, expected } = fitting;
  throw new RecordError("record.wrong-field", {
    path,
    expected:
      recordFields.find((kind) => kind === expected) ??
      expected.split(optionSeparator),
    found: shown,
  });
}

/** The record with its configuration in the present form. */
function withPresentConfig(value: unknown): unknown {
  if (!isJsonObject(value) || !isJsonObject(value["result"])) return value;
  const { result } = value;
  const { config } = result;
  if (!isJsonObject(config)) return value;
  return { ...value, result: { ...result, config: presentConfig(config) } };
}

/**
 * A kept or exported run, those of before included. Throws RecordError naming the
 * first field that is wrong; sizes of the values per query are checked against
 * the queries too.
 */
export function parseRunRecord(value: unknown): RunRecord {
  const present = withPresentConfig(value);
  checkRecord(present);
  decodePerQuery(present);
  return present;
}
