import * as v from "valibot";
import { fitTo, isJsonObject, jsonObjectOf } from "../../model/json";
import { decodePerQuery } from "../../model/perQuery";
import { RecordError } from "../../model/recordError";
import type { RunRecord } from "../../model/runRecord";
import { protocols } from "../../model/runConfig";
import type { Setting } from "../../model/settings";
import type { Method } from "../method";
import { methods } from "../registry";
import { presentConfig } from "./former";

const text = v.string("a text");
const number = v.pipe(v.number("a number"), v.finite("a number"));
const flag = v.boolean("true or false");
const object = v.custom<object>(isJsonObject, "an object");

function listOf<T>(item: v.GenericSchema<unknown, T>) {
  return v.array(item, "a list");
}

function only<const T extends string>(...allowed: readonly T[]) {
  return v.picklist(allowed, allowed.map((entry) => `"${entry}"`).join(" or "));
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
  id: v.pipe(
    v.string("8 to 64 hexadecimal digits"),
    v.regex(/^[0-9a-f]{8,64}$/, "8 to 64 hexadecimal digits"),
  ),
  name: text,
  createdAt: v.pipe(
    v.string("a time (ISO 8601)"),
    v.check((time) => !Number.isNaN(Date.parse(time)), "a time (ISO 8601)"),
  ),
  pinned: flag,
  source: v.nullable(object),
  model: v.nullable(text),
  result: shape({
    schema: only("bitsieve.run/1"),
    config: shape({
      hash: choiceOf(methods.hash),
      structure: choiceOf(methods.structure),
      score: choiceOf(methods.score),
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
  throw new RecordError(
    `${fitting.path} must be ${fitting.expected}, found ${shown}.`,
    "Choose a file that Bitsieve exported as a run (bitsieve.record/1).",
  );
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
