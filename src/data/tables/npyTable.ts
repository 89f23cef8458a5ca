import { Budget } from "../budget";
import { DataError } from "../dataError";
import {
  columnKindOf,
  itemBytesOf,
  readRowValues,
  swapBytes,
} from "../elements";
import {
  checkDataLength,
  parseNpy,
  toFloat32Matrix,
  vectorsOnly,
} from "../npy";
import {
  formatShape,
  type NpyHeader,
  npyDataOffset,
  npyPrefixBytes,
  readNpyHeader,
} from "../npyHeader";
import type { OpenTable } from "../table";
import { type ArraySource, arrayTable } from "./arrayTable";

/**
 * Opens an .npy file: rows are read by their place in the file, but for an
 * array in Fortran order, which is read whole.
 *
 * @throws DataError as `parseNpy` and `toFloat32Matrix`.
 */
export async function openNpy(file: File): Promise<OpenTable> {
  const start = async (bytes: number) =>
    new Uint8Array(await file.slice(0, bytes).arrayBuffer());
  const dataOffset = npyDataOffset(await start(npyPrefixBytes), file.name);
  const header = readNpyHeader(await start(dataOffset), file.name);
  checkDataLength(file.size, header, file.name);
  const kind = columnKindOf(header.dtype, header.shape.length);
  // The only array of its file: neither vectors nor row numbers is a mistake.
  if (kind === "other") vectorsOnly(header, file.name);
  return arrayTable({
    fileName: file.name,
    format: "npy",
    sizeBytes: file.size,
    arrays: [
      npySource(
        {
          sizeBytes: file.size,
          read: (from, to) => file.slice(from, to).arrayBuffer(),
        },
        header,
        "array",
        file.name,
      ),
    ],
  });
}

/** Bytes of an .npy, wherever it lies. */
export interface NpyBytes {
  readonly sizeBytes: number;
  read(from: number, to: number, signal?: AbortSignal): Promise<ArrayBuffer>;
}

/** The array that begins with `header` in `file`; `label` names it in messages. */
export function npySource(
  file: NpyBytes,
  header: NpyHeader,
  name: string,
  label: string,
): ArraySource {
  const { dtype, shape, dataOffset } = header;
  const [rows, width = 1] = shape;
  const kind = columnKindOf(dtype, shape.length);
  const rowBytes = width * itemBytesOf(dtype);
  let whole: Promise<Float32Array> | null = null;

  async function readWhole(signal?: AbortSignal): Promise<Float32Array> {
    new Budget(label, signal).check("bytes", file.sizeBytes);
    const bytes = new Uint8Array(await file.read(0, file.sizeBytes, signal));
    return toFloat32Matrix(parseNpy(bytes, label), label).data;
  }

  return {
    name,
    type: `${dtype} ${formatShape(shape)}`,
    kind,
    rows: rows ?? 1,
    width,
    async readRows(from, to, signal) {
      if (header.fortranOrder) {
        if (kind !== "vector")
          throw new DataError("wrong-dtype", "data.npy-fortran-integers", {
            file: label,
            dtype,
          });
        whole ??= readWhole(signal).catch((error: unknown) => {
          whole = null;
          throw error;
        });
        return (await whole).subarray(from * width, to * width);
      }
      const buffer = await file.read(
        dataOffset + from * rowBytes,
        dataOffset + to * rowBytes,
        signal,
      );
      if (header.bigEndian)
        swapBytes(new Uint8Array(buffer), itemBytesOf(dtype));
      return readRowValues(buffer, dtype, { from, width, fileName: label });
    },
  };
}
