import { Budget } from "../budget";
import { DataError } from "../dataError";
import type { OpenTable } from "../table";
import { openCsv } from "./csvTable";
import { type KnownExtension, knownExtensions } from "./extensions";
import { openHdf5 } from "./hdf5Table";
import { openJson, openJsonLines } from "./jsonTable";
import { openNpy } from "./npyTable";
import { openNpz } from "./npzTable";
import { openParquet } from "./parquetTable";
import { openSafetensors } from "./safetensorsTable";
import { openLines } from "./textFiles";
import { openVecs } from "./vecsTable";

type Opener = (file: File, budget: Budget) => Promise<OpenTable>;

const openers: Readonly<Record<KnownExtension, Opener>> = {
  npy: openNpy,
  npz: openNpz,
  safetensors: openSafetensors,
  fvecs: (file) => openVecs(file, "fvecs"),
  bvecs: (file) => openVecs(file, "bvecs"),
  ivecs: (file) => openVecs(file, "ivecs"),
  hdf5: openHdf5,
  h5: openHdf5,
  parquet: openParquet,
  jsonl: openJsonLines,
  ndjson: openJsonLines,
  json: openJson,
  csv: (file) => openCsv(file, "csv"),
  tsv: (file) => openCsv(file, "tsv"),
  txt: openLines,
};

/** First bytes of formats that can be told by them. */
const marks: readonly (readonly [KnownExtension, readonly number[]])[] = [
  ["npy", [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]],
  ["npz", [0x50, 0x4b, 3, 4]],
  ["hdf5", [0x89, 0x48, 0x44, 0x46, 13, 10, 26, 10]],
  ["parquet", [0x50, 0x41, 0x52, 0x31]],
];

/**
 * Opens a file by its extension; one without a known extension by its first
 * bytes. Nothing large is read.
 *
 * @throws DataError "unknown-format" naming the extensions that are read, and
 *   what the format's own opener throws.
 */
export async function openTable(
  file: File,
  signal: AbortSignal | null = null,
): Promise<OpenTable> {
  const budget = new Budget(file.name, signal);
  const extension = /\.([^.]*)$/.exec(file.name)?.[1].toLowerCase() ?? "";
  const ending = knownExtensions.find((name) => name === extension);
  if (ending) return openers[ending](file, budget);
  const start = new Uint8Array(await file.slice(0, 8).arrayBuffer());
  const mark = marks.find(([, bytes]) =>
    bytes.every((byte, index) => start[index] === byte),
  );
  if (mark) return openers[mark[0]](file, budget);
  throw new DataError("unknown-format", "data.extension-unknown", {
    file: file.name,
    extension,
    known: knownExtensions,
  });
}
