import { DataError } from "./dataError";

/** One file of a sample, as recorded when the sample was made. */
export interface SampleFileEntry {
  readonly name: string;
  readonly sizeBytes: number;
  /** 64 lower-case hex digits. */
  readonly sha256: string;
  /** Vectors or lines. */
  readonly rows: number;
}

/** The model that made the vectors; null where the manifest does not say. */
export interface SampleModel {
  readonly id: string;
  readonly revision: string | null;
  readonly weightsSha256: string | null;
  readonly precision: string | null;
  readonly pooling: string | null;
  readonly normalised: boolean | null;
  /** Put before each text when it was embedded. */
  readonly prefix: string | null;
  readonly maxTokens: number | null;
  readonly dim: number | null;
  readonly licence: string | null;
}

/** Where the texts come from; null where the manifest does not say. */
export interface SampleSource {
  readonly name: string;
  readonly publisher: string | null;
  readonly version: string | null;
  readonly licence: string | null;
}

/** What `manifest.json` says about a sample. */
export interface SampleManifest {
  readonly name: string;
  readonly title: string;
  readonly description: string;
  readonly source: SampleSource | null;
  readonly model: SampleModel;
  readonly files: readonly SampleFileEntry[];
}

/**
 * Reads the manifest of a sample from its JSON text, field by field; fields that are not named in
 * `SampleManifest` are left out.
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
    const start = json.trimStart().slice(0, 20);
    throw badManifest(
      fileName,
      `is not JSON (it begins with ${JSON.stringify(start)})`,
      error,
    );
  }
  const root = new Fields(value, "", fileName);
  const model = root.record("model");
  const source = root.optionalRecord("source");
  return {
    name: root.string("name"),
    title: root.string("title"),
    description: root.string("description"),
    source: source && {
      name: source.string("name"),
      publisher: source.optionalString("publisher"),
      version: source.optionalString("version"),
      licence: source.optionalString("licence"),
    },
    model: {
      id: model.string("id"),
      revision: model.optionalString("revision"),
      weightsSha256: model.optionalString("weightsSha256"),
      precision: model.optionalString("precision"),
      pooling: model.optionalString("pooling"),
      normalised: model.optionalBoolean("normalised"),
      prefix: model.optionalString("prefix"),
      maxTokens: model.optionalCount("maxTokens"),
      dim: model.optionalCount("dim"),
      licence: model.optionalString("licence"),
    },
    files: root.records("files").map((file) => ({
      name: file.string("name"),
      sizeBytes: file.count("sizeBytes"),
      sha256: file.sha256("sha256"),
      rows: file.count("rows"),
    })),
  };
}

/** The fields of one JSON object, each read with the type that it must have. */
class Fields {
  private readonly values: ReadonlyMap<string, unknown>;
  private readonly path: string;
  private readonly fileName: string;

  constructor(value: unknown, path: string, fileName: string) {
    this.path = path;
    this.fileName = fileName;
    if (typeof value !== "object" || value === null || Array.isArray(value)) {
      throw badManifest(
        fileName,
        `has ${preview(value)} at ${path || "the top"}, where an object is expected`,
      );
    }
    this.values = new Map<string, unknown>(Object.entries(value));
  }

  string(name: string): string {
    const value = this.values.get(name);
    if (typeof value === "string") return value;
    throw this.wrong(name, "a string");
  }

  optionalString(name: string): string | null {
    return this.values.has(name) ? this.string(name) : null;
  }

  count(name: string): number {
    const value = this.values.get(name);
    if (typeof value === "number" && Number.isSafeInteger(value) && value >= 0)
      return value;
    throw this.wrong(name, "a whole number");
  }

  optionalCount(name: string): number | null {
    return this.values.has(name) ? this.count(name) : null;
  }

  optionalBoolean(name: string): boolean | null {
    if (!this.values.has(name)) return null;
    const value = this.values.get(name);
    if (typeof value === "boolean") return value;
    throw this.wrong(name, "true or false");
  }

  sha256(name: string): string {
    const value = this.string(name);
    if (/^[0-9a-f]{64}$/.test(value)) return value;
    throw this.wrong(name, "64 lower-case hex digits");
  }

  record(name: string): Fields {
    return new Fields(
      this.values.get(name),
      this.path === "" ? name : `${this.path}.${name}`,
      this.fileName,
    );
  }

  optionalRecord(name: string): Fields | null {
    return this.values.has(name) ? this.record(name) : null;
  }

  records(name: string): Fields[] {
    const value = this.values.get(name);
    if (!Array.isArray(value)) throw this.wrong(name, "an array");
    const items: readonly unknown[] = value;
    return items.map(
      (item, index) =>
        new Fields(item, `${this.path}${name}[${index}]`, this.fileName),
    );
  }

  private wrong(name: string, wanted: string): DataError {
    const place = this.path === "" ? name : `${this.path}.${name}`;
    return badManifest(
      this.fileName,
      `has ${preview(this.values.get(name))} as ${place}, where ${wanted} is expected`,
    );
  }
}

function preview(value: unknown): string {
  if (value === undefined) return "nothing";
  return JSON.stringify(value).slice(0, 40);
}

function badManifest(
  fileName: string,
  what: string,
  cause?: unknown,
): DataError {
  return new DataError(
    "bad-manifest",
    fileName,
    `${fileName} ${what}.`,
    "The sample's files are missing or damaged where the app is served: build the app again, or load own files.",
    { cause },
  );
}
