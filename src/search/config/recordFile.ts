import * as v from "valibot";
import { fitTo, isJsonObject, jsonObjectOf } from "../../model/json";
import { decodePerQuery } from "../../model/perQuery";
import { recordFields } from "../../model/faults/record";
import { RecordError } from "../../model/recordError";
import type { RunRecord } from "../../model/run/record";
import { protocols } from "../../model/run/configuration";
import type { Setting } from "../../model/settings";
import type { Method } from "../method";
import { choices } from "../choices";
import { presentConfig } from "./former";

/** Between the words that are allowed, in what a schema says that it wants. */
const optionSeparator = "|";

const text = v.string("text");
const number = v.pipe(v.number("number"), v.finite("number"));
const flag = v.boolean("flag");
const object = v.custom<object>(isJsonObject, "object");

function listOf<T>(item: v.GenericSchema<unknown, T>) {
  return v.array(item, "list");
}

function only<const T extends string>(...allowed: readonly T[]) {
  return v.picklist(allowed, allowed.join(optionSeparator));
}

/** Fields of an object; what else it has stays as it is. */
function shape<E extends v.ObjectEntries>(entries: E) {
  return v.pipe(object, jsonObjectOf(entries));
}

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

/** What a setting must be; its range is checked where it runs again. */
const valueOf = (setting: Setting) =>
  setting.kind === "number" ? number : only(...setting.options);

/** A choice of a registered method with all of its settings. */
function choiceOf(family: Readonly<Record<string, Method>>) {
  const options = Object.values(family).map(({ name, settings }) =>
    v.object({
      method: v.literal(name),
      ...Object.fromEntries(
        Object.entries(settings).map(([key, setting]) => [
          key,
          valueOf(setting),
        ]),
      ),
    }),
  );
  const names = shape({ method: only(...Object.keys(family)) });
  return v.pipe(
    object,
    v.rawCheck(({ dataset, addIssue }) => {
      if (!dataset.typed) return;
      const known = fitTo(names, dataset.value);
      const misfit = known.fits
        ? fitTo(v.variant("method", options), dataset.value)
        : known;
      if (!misfit.fits)
        addIssue({
          message: misfit.expected,
          input: misfit.value,
          path: [
            {
              type: "object",
              origin: "value",
              input: { ...dataset.value },
              key: misfit.path,
              value: misfit.value,
            },
          ],
        });
    }),
  );
}

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
      hash: choiceOf(choices.hash),
      structure: choiceOf(choices.structure),
      score: choiceOf(choices.score),
      rescoring: only("f32"),
      protocol: only(...protocols),
      queries: shape({ count: number, seed: number, census: flag }),
      k: number,
      thresholds: listOf(number),
      limits: listOf(number),
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
