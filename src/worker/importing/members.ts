import { Budget } from "../../data/budget";
import { DataError } from "../../data/dataError";
import { readFaissTransform } from "../../data/faissTransform";
import { type NpyArray, parseNpy } from "../../data/npy";
import { type PickledValue, readPickle } from "../../data/pickle";
import {
  readSafetensors,
  readSafetensorsMetadata,
} from "../../data/safetensors";
import { readMember, readZip, type ZipEntry } from "../../data/zip";
import { fromBase64 } from "../../numeric/base64";
import { parquetKeys } from "./parquetKeys";
import { pivotsOfJson } from "./pivotsJson";
import {
  combined,
  isObject,
  nothingRecorded,
  type Recorded,
  recordedByMetadata,
  recordedByNotebook,
  recordedBySafetensors,
} from "./recorded";

/** Arrays by name, and what the files say beside them. */
export interface Members {
  readonly arrays: ReadonlyMap<string, NpyArray>;
  readonly recorded: Recorded;
}

/** Endings of the files that parameters come in. */
export const parameterEndings = [
  "npy",
  "npz",
  "safetensors",
  "pkl",
  "pickle",
  "json",
  "parquet",
  "transform",
  "zip",
] as const;

type Ending = (typeof parameterEndings)[number];

function endingOf(name: string): Ending | null {
  const found = /\.(\w+)$/.exec(name)?.[1].toLowerCase();
  return parameterEndings.find((ending) => ending === found) ?? null;
}

/** What a file that gives no parameters is told by. */
const unknown = (file: string) => ({ file, endings: parameterEndings });

/**
 * The arrays of all files. Two of the same name: the later one.
 *
 * @throws DataError for what is no parameter file, or a damaged one.
 */
export async function readMembers(files: readonly File[]): Promise<Members> {
  const arrays = new Map<string, NpyArray>();
  let recorded = nothingRecorded;
  for (const file of files) {
    const found = await readFile(file);
    for (const [name, array] of found.arrays) arrays.set(name, array);
    recorded = combined(recorded, found.recorded);
  }
  return { arrays, recorded };
}

const only = (
  arrays: ReadonlyMap<string, NpyArray>,
  recorded = nothingRecorded,
): Members => ({ arrays, recorded });

async function readFile(file: File): Promise<Members> {
  const { name } = file;
  const ending = endingOf(name);
  if (ending === null)
    throw new DataError(
      "unknown-format",
      "data.parameters-ending",
      unknown(name),
    );
  if (ending === "safetensors")
    return only(
      await readSafetensors(file),
      recordedBySafetensors(await readSafetensorsMetadata(file)),
    );
  if (ending === "parquet") return readParquet(file);
  if (ending === "npz" || ending === "zip")
    return readArchive(file, new Budget(name));
  const bytes = new Uint8Array(await file.arrayBuffer());
  switch (ending) {
    case "npy":
      return readNpyFile(bytes, name);
    case "pkl":
    case "pickle":
      return ofDict(readPickle(bytes, name));
    case "transform":
      return only(readFaissTransform(bytes, name));
    case "json":
      return readJson(bytes, name);
  }
}

/** An array, or the notebooks' dict that numpy wraps as an array of one object. */
function readNpyFile(bytes: Uint8Array, name: string): Members {
  const dict = pickledInNpy(bytes);
  if (dict) return ofDict(readPickle(dict, name));
  return only(new Map([[stem(name), parseNpy(bytes, name)]]));
}

/** File name without folders and ending. */
function stem(path: string): string {
  return path.slice(path.lastIndexOf("/") + 1).replace(/\.\w+$/, "");
}

/** The pickle inside an .npy of Python objects, or null for an array of numbers. */
function pickledInNpy(bytes: Uint8Array): Uint8Array | null {
  if (bytes.length < 12 || bytes[0] !== 0x93) return null;
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const isFirst = bytes[6] === 1;
  const from = isFirst ? 10 : 12;
  const end =
    from + (isFirst ? view.getUint16(8, true) : view.getUint32(8, true));
  const header = new TextDecoder("latin1").decode(bytes.subarray(from, end));
  return header.includes("'|O'") ? bytes.subarray(end) : null;
}

const isArray = (value: PickledValue): value is NpyArray =>
  typeof value === "object" && value !== null && "fortranOrder" in value;

function ofDict(dict: ReadonlyMap<string, PickledValue>): Members {
  const arrays = new Map<string, NpyArray>();
  for (const [key, value] of dict) if (isArray(value)) arrays.set(key, value);
  return only(arrays, recordedByNotebook(Object.fromEntries(dict)));
}

function readJson(bytes: Uint8Array, name: string): Members {
  let value: unknown;
  try {
    value = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(bytes));
  } catch {
    throw new DataError(
      "unknown-format",
      "data.parameters-not-json",
      unknown(name),
    );
  }
  if (!isObject(value))
    throw new DataError(
      "unknown-format",
      "data.parameters-no-object",
      unknown(name),
    );
  if (Array.isArray(value["pivots"]))
    return only(new Map([["pivots", pivotsOfJson(value, name)]]), {
      ...nothingRecorded,
      structures: [{ facts: { pivot_space: "hamming" }, choice: {} }],
    });
  if ("n_bits" in value) return only(new Map(), recordedByNotebook(value));
  if (value["schema"] === "bitsieve.parameters/1")
    return only(new Map(), recordedByMetadata(value));
  throw new DataError(
    "unknown-format",
    "data.parameters-foreign-json",
    unknown(name),
  );
}

/** The parameters that this app writes into a Parquet file's own metadata. */
async function readParquet(file: File): Promise<Members> {
  const { parquetMetadataAsync } = await import("hyparquet");
  const metadata = await parquetMetadataAsync({
    byteLength: file.size,
    slice: (start, end) => file.slice(start, end).arrayBuffer(),
  }).catch((error: unknown) => {
    throw new DataError(
      "unknown-format",
      "data.parameters-parquet-unreadable",
      { ...unknown(file.name), detail: String(error) },
    );
  });
  const held = metadata.key_value_metadata?.find(
    ({ key }) => key === parquetKeys.parameters,
  )?.value;
  const bytes = held === undefined ? null : fromBase64(held);
  if (!bytes)
    throw new DataError("unknown-format", "data.parameters-not-in-metadata", {
      ...unknown(file.name),
      key: parquetKeys.parameters,
    });
  const inner = new File([bytes], `${file.name}:parameters.safetensors`);
  return readFile(inner);
}

/** Of everything in one zip the parameters alone; of an .npz every array. */
async function readArchive(file: File, budget: Budget): Promise<Members> {
  const { name } = file;
  budget.spend("depth", 1);
  const entries = await readZip(file, budget);
  const whole = entries.find(
    (entry) =>
      stem(entry.name) === "parameters" && entry.name.endsWith(".safetensors"),
  );
  const chosen = whole ? [whole] : entries.filter(isParameters);
  const fileOf = async (entry: ZipEntry, path: string) =>
    new File([await readMember(file, entry, budget)], path);
  if (chosen.length > 0) {
    const files: File[] = [];
    for (const entry of chosen)
      files.push(
        await fileOf(entry, entry.name.slice(entry.name.lastIndexOf("/") + 1)),
      );
    return readMembers(files);
  }
  const inner = entries.find((entry) => entry.name.endsWith(".npz"));
  if (!inner)
    throw new DataError(
      "unknown-format",
      "data.parameters-not-in-archive",
      unknown(name),
    );
  return readArchive(await fileOf(inner, `${name}:${inner.name}`), budget);
}

/** Documents, tensors beside the parameters and nested archives are none. */
function isParameters({ name }: ZipEntry): boolean {
  const ending = endingOf(name);
  return (
    ending !== null &&
    !["parquet", "zip", "npz", "safetensors"].includes(ending) &&
    !name.endsWith("golden.json")
  );
}
