import type { RecordedStructure } from "../../search/structure/structureImport";

/** What parameter files say beside their arrays; null where they do not. */
export interface Recorded {
  /** Of each file, and of each place in it that may say something of the structure. */
  readonly structures: readonly RecordedStructure[];
  readonly bits: number | null;
  readonly dim: number | null;
  readonly model: string | null;
  /** Settings of the run that made them, unchecked. */
  readonly config: unknown;
}

export const nothingRecorded: Recorded = {
  structures: [],
  bits: null,
  dim: null,
  model: null,
  config: null,
};

export function isObject(
  value: unknown,
): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

function countOf(value: unknown): number | null {
  const count = typeof value === "string" ? Number(value) : value;
  return typeof count === "number" && Number.isSafeInteger(count) && count > 0
    ? count
    : null;
}

const textOf = (value: unknown) => (typeof value === "string" ? value : null);

/** The notebooks' dict {n_bits, n_iterations, seed, model_name, embedding_dim}, or the manifest in its place. */
export function recordedByNotebook(
  dict: Readonly<Record<string, unknown>>,
): Recorded {
  return {
    structures: [{ facts: dict, choice: {} }],
    bits: countOf(dict["n_bits"]),
    dim: countOf(dict["embedding_dim"]),
    model: textOf(dict["model_name"]),
    config: null,
  };
}

/** The texts of parameters.safetensors. */
export function recordedBySafetensors(
  texts: Readonly<Record<string, string>>,
): Recorded {
  let config: unknown = null;
  try {
    config = JSON.parse(texts["config"] ?? "null");
  } catch {
    // Another program's metadata of that name.
  }
  return {
    structures: [{ facts: texts, choice: {} }],
    bits: countOf(texts["bits"]),
    dim: countOf(texts["dim"]),
    model: textOf(texts["model"]),
    config,
  };
}

/** metadata.json of an .npz or of a Parquet file. */
export function recordedByMetadata(
  metadata: Readonly<Record<string, unknown>>,
): Recorded {
  const { config = null, model } = metadata;
  const part = (name: string) =>
    isObject(config) && isObject(config[name]) ? config[name] : {};
  return {
    // Before there were several structures their settings stood under `pivots`.
    structures: ["structure", "pivots"].map((name) => ({
      facts: {},
      choice: part(name),
    })),
    bits: countOf(part("hash")["bits"]),
    dim: null,
    model: textOf(model),
    config,
  };
}

/** What either of them says; the first where both do. */
export function combined(a: Recorded, b: Recorded): Recorded {
  return {
    structures: [...a.structures, ...b.structures],
    bits: a.bits ?? b.bits,
    dim: a.dim ?? b.dim,
    model: a.model ?? b.model,
    config: a.config ?? b.config,
  };
}
