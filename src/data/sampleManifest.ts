import * as v from "valibot";
import { count, fitTo, jsonObjectOf } from "../model/json";
import type { ManifestKind } from "../model/faults/dataSamples";
import { DataError } from "./dataError";

const text = v.string("text");

/** A field that may be left out, which is null then. */
const orNull = <S extends v.GenericSchema>(schema: S) =>
  v.pipe(
    v.optional(schema),
    v.transform((value) => value ?? null),
  );
const textOrNull = orNull(text);

/** One file of a sample, as recorded when the sample was made. */
const fileEntry = jsonObjectOf({
  name: text,
  sizeBytes: count,
  sha256: v.pipe(text, v.regex(/^[0-9a-f]{64}$/, "sha256")),
  /** Vectors or lines. */
  rows: count,
});

/** The model that made the vectors; null where the manifest does not say. */
const model = jsonObjectOf({
  id: text,
  revision: textOrNull,
  weightsSha256: textOrNull,
  precision: textOrNull,
  pooling: textOrNull,
  normalised: orNull(v.boolean("boolean")),
  /** Put before each text when it was embedded. */
  prefix: textOrNull,
  maxTokens: orNull(count),
  dim: orNull(count),
  licence: textOrNull,
});

/** Where the texts come from; null where the manifest does not say. */
const source = jsonObjectOf({
  name: text,
  publisher: textOrNull,
  version: textOrNull,
  licence: textOrNull,
});

/** What `manifest.json` says about a sample. */
const sampleManifest = jsonObjectOf({
  name: text,
  title: text,
  description: text,
  source: orNull(source),
  model,
  files: v.array(fileEntry, "list"),
});

export type SampleManifest = v.InferOutput<typeof sampleManifest>;
export type SampleFileEntry = v.InferOutput<typeof fileEntry>;

/** What the schema's messages say. */
const kinds: readonly ManifestKind[] = [
  "object",
  "text",
  "count",
  "boolean",
  "list",
  "sha256",
];

/**
 * Reads the manifest of a sample from its JSON text, field by field; fields that are not named in
 * its schema are left out.
 *
 * @throws DataError "bad-manifest" naming the field and what was found.
 */
export function parseSampleManifest(
  json: string,
  fileName: string,
): SampleManifest {
  let value: unknown;
  try {
    value = JSON.parse(json);
  } catch (error) {
    throw new DataError(
      "bad-manifest",
      "data.manifest-not-json",
      { file: fileName, start: json.trimStart().slice(0, 20) },
      { cause: error },
    );
  }
  const fitting = fitTo(sampleManifest, value);
  if (fitting.fits) return fitting.value;
  const expected = kinds.find((kind) => kind === fitting.expected);
  if (!expected)
    throw new RangeError(`${fitting.expected} is no kind of field`);
  throw new DataError("bad-manifest", "data.manifest-field", {
    file: fileName,
    path: fitting.path,
    value: preview(fitting.value),
    expected,
  });
}

function preview(value: unknown): string | null {
  return value === undefined ? null : JSON.stringify(value).slice(0, 40);
}
