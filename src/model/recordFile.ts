import { fromBase64 } from "../numeric/base64";
import type { PerQueryValues, RunRecord, RunSnapshot } from "./runRecord";
import { canonicalJson } from "../numeric/canonicalJson";

/** A file or kept document is no run. */
export class RecordError extends Error {
  readonly hint: string;

  constructor(message: string, hint: string) {
    super(message);
    this.name = "RecordError";
    this.hint = hint;
  }
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function fail(where: string, wanted: string, found: unknown): never {
  const shown = JSON.stringify(found) ?? String(found);
  throw new RecordError(
    `${where} must be ${wanted}, found ${shown.length > 60 ? `${shown.slice(0, 60)}…` : shown}.`,
    "Choose a file that Bitsieve exported as a run (bitsieve.record/1).",
  );
}

type Check = (value: unknown, where: string) => void;

const text: Check = (value, where) => {
  if (typeof value !== "string") fail(where, "a text", value);
};
const number: Check = (value, where) => {
  if (typeof value !== "number" || !Number.isFinite(value))
    fail(where, "a number", value);
};
const flag: Check = (value, where) => {
  if (typeof value !== "boolean") fail(where, "true or false", value);
};
const orNull =
  (check: Check): Check =>
  (value, where) => {
    if (value !== null) check(value, where);
  };
const listOf =
  (check: Check): Check =>
  (value, where) => {
    if (!Array.isArray(value)) fail(where, "a list", value);
    value.forEach((item, i) => check(item, `${where}[${i}]`));
  };
const shape =
  (fields: Readonly<Record<string, Check>>): Check =>
  (value, where) => {
    if (!isObject(value)) fail(where, "an object", value);
    for (const [name, check] of Object.entries(fields))
      check(value[name], where === "" ? name : `${where}.${name}`);
  };
const only =
  (...allowed: readonly string[]): Check =>
  (value, where) => {
    if (typeof value !== "string" || !allowed.includes(value))
      fail(where, allowed.map((entry) => `"${entry}"`).join(" or "), value);
  };

const row = shape({
  threshold: orNull(number),
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

const checkRecord = shape({
  schema: only("bitsieve.record/1"),
  id: (value, where) => {
    if (typeof value !== "string" || !/^[0-9a-f]{8,64}$/.test(value))
      fail(where, "8 to 64 hexadecimal digits", value);
  },
  name: text,
  createdAt: (value, where) => {
    if (typeof value !== "string" || Number.isNaN(Date.parse(value)))
      fail(where, "a time (ISO 8601)", value);
  },
  pinned: flag,
  source: orNull(shape({})),
  model: orNull(text),
  result: shape({
    schema: only("bitsieve.run/1"),
    config: shape({
      hash: shape({ bits: number, iterations: number, seed: number }),
      pivots: shape({
        count: number,
        space: only("hamming", "cosine", "angular"),
        statistic: only("max", "sum-of-squares"),
        seed: number,
      }),
      protocol: only("held-out", "notebook-62", "notebook-67", "own-queries"),
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
    timingsMs: shape({}),
    cachedStages: listOf(text),
    version: text,
  }),
  curve: listOf(row),
  bytesPerDocument: shape({ hash: number, pivots: number }),
  perQuery: shape({
    thresholds: listOf(orNull(number)),
    limits: listOf(number),
    candidates: text,
    filterRecall: text,
    recall: text,
  }),
});

function isRecord(value: unknown): value is RunRecord {
  checkRecord(value, "");
  return true;
}

/**
 * A kept or exported run. Throws RecordError naming the first field that is
 * wrong; sizes of the values per query are checked against the queries too.
 */
export function parseRunRecord(value: unknown): RunRecord {
  if (!isRecord(value)) throw new Error("unreachable");
  decodePerQuery(value);
  return value;
}

/** What each query of a run got, as numbers. */
export interface DecodedPerQuery {
  readonly thresholds: readonly (number | null)[];
  readonly limits: readonly number[];
  readonly queries: number;
  /** (rows, Q). */
  readonly candidates: Uint32Array;
  readonly filterRecall: Float32Array;
  /** (rows, limits, Q). */
  readonly recall: Float32Array;
}

function bytesOf(base64: string, name: string, count: number): DataView {
  const refuse = (what: string) =>
    new RecordError(
      `perQuery.${name} ${what}.`,
      "Choose a file that Bitsieve exported as a run and that was not changed.",
    );
  const bytes = fromBase64(base64);
  if (!bytes) throw refuse("is not base64");
  if (bytes.length !== count * 4)
    throw refuse(
      `holds ${bytes.length / 4} numbers; its thresholds, limits and queries make ${count}`,
    );
  return new DataView(bytes.buffer);
}

/** The arrays of `PerQueryValues`, little-endian whatever the machine. */
export function decodePerQuery({
  perQuery,
  result,
}: Pick<RunRecord, "perQuery" | "result">): DecodedPerQuery {
  const { thresholds, limits }: PerQueryValues = perQuery;
  const queries = result.queryIds.length;
  const rows = thresholds.length * queries;
  const counts = bytesOf(perQuery.candidates, "candidates", rows);
  const floats = (name: "filterRecall" | "recall", count: number) => {
    const view = bytesOf(perQuery[name], name, count);
    return Float32Array.from({ length: count }, (_, i) =>
      view.getFloat32(4 * i, true),
    );
  };
  return {
    thresholds,
    limits,
    queries,
    candidates: Uint32Array.from({ length: rows }, (_, i) =>
      counts.getUint32(4 * i, true),
    ),
    filterRecall: floats("filterRecall", rows),
    recall: floats("recall", rows * limits.length),
  };
}

/** "wordnet-10k · 128 bits · 8 pivots · held-out", and what else is unusual. */
export function defaultName({ result }: Pick<RunSnapshot, "result">): string {
  const { config, dataset } = result;
  const { hash, pivots, protocol, queries } = config;
  return [
    dataset.name,
    `${hash.bits} bits`,
    `${pivots.count} ${pivots.space === "hamming" ? "" : `${pivots.space} `}pivots`,
    ...(pivots.statistic === "max" ? [] : ["squares"]),
    protocol,
    ...(queries.census ? ["census"] : []),
    ...(hash.seed === 42 ? [] : [`hash seed ${hash.seed}`]),
    ...(pivots.seed === 42 ? [] : [`pivot seed ${pivots.seed}`]),
  ].join(" · ");
}

/** Two runs of the same data, settings, device and imports give the same numbers. */
export function sameRun(
  a: RunRecord["result"],
  b: RunRecord["result"],
): boolean {
  const key = ({ config, dataset, device, imported }: RunRecord["result"]) =>
    // Which rows are reported does not change a number.
    canonicalJson([
      { ...config, thresholds: null, limits: null, device: null },
      dataset,
      device.backend,
      imported,
    ]);
  return key(a) === key(b);
}
