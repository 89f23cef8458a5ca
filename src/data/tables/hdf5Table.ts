import type * as H5Module from "h5wasm";
import type { Dataset, File as Hdf5File } from "h5wasm";
import type { Budget } from "../budget";
import { DataError } from "../dataError";
import { type Elements, toFloats, toRowNumbers } from "../elements";
import type { OpenTable } from "../table";
import { type ArraySource, arrayTable } from "./arrayTable";
import { type LibraryMemory, readHalfRows } from "./hdf5Half";

/** Files up to this size are read whole where the browser cannot read them in place. */
const maxCopied = 1 << 30;

type H5 = typeof H5Module;

/** Emscripten's part of the library that the app uses. */
interface MountingFileSystem {
  mkdir(path: string): void;
  mount(type: unknown, options: unknown, path: string): void;
  unmount(path: string): void;
  rmdir(path: string): void;
  writeFile(path: string, bytes: Uint8Array): void;
  unlink(path: string): void;
  readonly filesystems?: Readonly<Record<string, unknown>>;
}

let opened = 0;

/**
 * Opens an HDF5 file, as ann-benchmarks writes them (train, test, neighbors,
 * distances): each data set with two axes is a column. In a worker the file is
 * read in place, only the rows that are asked for.
 *
 * @throws DataError "unknown-format" for what is no HDF5 file or has no such
 *   data set, "too-large".
 */
export async function openHdf5(file: File, budget: Budget): Promise<OpenTable> {
  if (isLost) throw lost(file.name);
  const h5 = await import("h5wasm");
  const library = await h5.ready;
  const { FS } = library;
  // Without it the library prints its faults on the console.
  library.activate_throwing_error_handler();
  const bytes = await smallBytes(file);
  const place = readable(file.name, () => putFile(FS, file, bytes));
  try {
    return openAt(h5, library, place, file, budget);
  } catch (error) {
    letGo(place.remove);
    throw error;
  }
}

/**
 * Whether the library has crashed on a damaged file: its memory is no longer sound then, and it
 * is there once for the life of a worker.
 */
let isLost = false;

const lost = (file: string) =>
  new DataError("unknown-format", "data.hdf5-library-lost", { file });

/** Closes what may be closed; a library that is lost holds nothing that matters. */
function letGo(close: () => void): void {
  try {
    if (!isLost) close();
  } catch (error) {
    if (error instanceof WebAssembly.RuntimeError) isLost = true;
  }
}

/** What the library does; its faults are traces of C, which tell a person nothing. */
function readable<T>(fileName: string, work: () => T): T {
  if (isLost) throw lost(fileName);
  try {
    return work();
  } catch (error) {
    if (error instanceof DataError) throw error;
    if (error instanceof WebAssembly.RuntimeError) isLost = true;
    throw unreadable(fileName, error);
  }
}

interface Place {
  readonly path: string;
  readonly remove: () => void;
}

/** Reading in place needs a file reader that waits, which only workers have. */
const canReadInPlace = () => "FileReaderSync" in globalThis;

/** The bytes, where the file cannot be read in place. */
async function smallBytes(file: File): Promise<Uint8Array | null> {
  if (canReadInPlace()) return null;
  if (file.size > maxCopied)
    throw new DataError("too-large", "data.hdf5-too-large", {
      file: file.name,
      bytes: file.size,
      most: maxCopied,
    });
  return new Uint8Array(await file.arrayBuffer());
}

function putFile(
  fs: MountingFileSystem,
  file: File,
  bytes: Uint8Array | null,
): Place {
  opened++;
  const folder = `/open-${opened}`;
  if (bytes) {
    const path = `${folder}.hdf5`;
    fs.writeFile(path, bytes);
    return { path, remove: () => fs.unlink(path) };
  }
  const name = "file.hdf5";
  fs.mkdir(folder);
  fs.mount(fs.filesystems?.WORKERFS, { blobs: [{ name, data: file }] }, folder);
  return {
    path: `${folder}/${name}`,
    remove: () => {
      fs.unmount(folder);
      fs.rmdir(folder);
    },
  };
}

function openAt(
  h5: H5,
  memory: LibraryMemory,
  { path, remove }: Place,
  file: File,
  budget: Budget,
): OpenTable {
  const root = readable(file.name, () => new h5.File(path, "r"));
  if (root.file_id < 0n) throw unreadable(file.name);
  let arrays: readonly ArraySource[];
  try {
    arrays = readable(file.name, () => sourcesOf(h5, memory, root, budget));
  } catch (error) {
    letGo(() => root.close());
    throw error;
  }
  return arrayTable({
    fileName: file.name,
    format: "hdf5",
    sizeBytes: file.size,
    arrays,
    close: () =>
      letGo(() => {
        root.close();
        remove();
      }),
  });
}

/** Each data set at the root, where one of them holds rows of numbers. */
function sourcesOf(
  h5: H5,
  memory: LibraryMemory,
  root: Hdf5File,
  budget: Budget,
): readonly ArraySource[] {
  const { fileName } = budget;
  const names = root.keys();
  budget.spend("arrays", names.length);
  const arrays = names.flatMap((name) =>
    sourceOf(h5, memory, root.get(name), name, fileName),
  );
  if (!arrays.some(({ kind }) => kind !== "other"))
    throw new DataError("no-vectors", "data.hdf5-no-matrix", {
      file: fileName,
      names,
    });
  return arrays;
}

function unreadable(fileName: string, cause?: unknown): DataError {
  return new DataError(
    "unknown-format",
    "data.hdf5-unreadable",
    { file: fileName },
    { cause },
  );
}

function sourceOf(
  h5: H5,
  memory: LibraryMemory,
  entity: unknown,
  name: string,
  fileName: string,
): ArraySource[] {
  if (!(entity instanceof h5.Dataset)) return [];
  const dataset: Dataset = entity;
  const { shape, dtype } = dataset;
  if (!shape || typeof dtype !== "string") return [];
  const letters = dtype.replace(/[<>|=]/g, "");
  const isFloat = /^[efd]$/.test(letters);
  const isInteger = /^[iIlLqQhHbB]$/.test(letters);
  const kind =
    shape.length !== 2
      ? "other"
      : isFloat
        ? "vector"
        : isInteger
          ? "integers"
          : "other";
  const [rows = 1, width = 1] = shape;
  return [
    {
      name,
      type: `${dtype} (${shape.join(", ")})`,
      kind,
      rows,
      width,
      async readRows(from, to) {
        const label = `${fileName}, ${name}`;
        const elements = readable(label, () =>
          letters === "e"
            ? ({
                dtype: "f2",
                data: readHalfRows(memory, dataset, { from, to, width }),
              } satisfies Elements)
            : elementsOfArray(
                dataset.slice([
                  [from, to],
                  [0, width],
                ]),
              ),
        );
        if (!elements)
          throw new DataError("wrong-dtype", "data.hdf5-number-kind", {
            file: label,
          });
        return kind === "vector"
          ? toFloats(elements, label, (i) => from + Math.floor(i / width))
          : toRowNumbers(elements, label);
      },
    },
  ];
}

/** The library's array with the type that numpy has for it; null for one that is none of them. */
function elementsOfArray(values: unknown): Elements | null {
  if (values instanceof Float32Array) return { dtype: "f4", data: values };
  if (values instanceof Float64Array) return { dtype: "f8", data: values };
  if (values instanceof Int8Array) return { dtype: "i1", data: values };
  if (values instanceof Uint8Array) return { dtype: "u1", data: values };
  if (values instanceof Int16Array) return { dtype: "i2", data: values };
  if (values instanceof Uint16Array) return { dtype: "u2", data: values };
  if (values instanceof Int32Array) return { dtype: "i4", data: values };
  if (values instanceof Uint32Array) return { dtype: "u4", data: values };
  if (values instanceof BigInt64Array) return { dtype: "i8", data: values };
  if (values instanceof BigUint64Array) return { dtype: "u8", data: values };
  return null;
}
