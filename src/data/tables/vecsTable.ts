import { DataError } from "../dataError";
import type { OpenTable } from "../table";
import { arrayTable } from "./arrayTable";

const formats = {
  fvecs: { bytes: 4, kind: "vector" },
  bvecs: { bytes: 1, kind: "vector" },
  ivecs: { bytes: 4, kind: "integers" },
} as const;

/**
 * Opens a file of the TEXMEX formats: each row is its length as a little-endian
 * 32-bit integer, then so many floats (.fvecs), bytes (.bvecs) or 32-bit
 * integers (.ivecs). All rows have one length. See corpus-texmex.irisa.fr.
 *
 * @throws DataError "empty", "unknown-format" for a length that cannot be,
 *   "truncated" for a size that is no whole number of rows; on reading
 *   "dimension-mismatch" naming a row of another length.
 */
export async function openVecs(
  file: File,
  format: keyof typeof formats,
): Promise<OpenTable> {
  const { bytes, kind } = formats[format];
  if (file.size < 4)
    throw new DataError("empty", "data.vecs-empty", {
      file: file.name,
      bytes: file.size,
    });
  const width = new DataView(await file.slice(0, 4).arrayBuffer()).getInt32(
    0,
    true,
  );
  if (width < 1 || width > 1 << 20)
    throw new DataError("unknown-format", "data.vecs-width", {
      file: file.name,
      width,
      format,
    });
  const rowBytes = 4 + width * bytes;
  const rows = Math.floor(file.size / rowBytes);
  if (rows * rowBytes !== file.size)
    throw new DataError("truncated", "data.vecs-cut", {
      file: file.name,
      bytes: file.size,
      width,
      rowBytes,
      row: rows,
    });

  async function readRows(
    from: number,
    to: number,
  ): Promise<Float32Array | Int32Array> {
    const buffer = await file
      .slice(from * rowBytes, to * rowBytes)
      .arrayBuffer();
    const view = new DataView(buffer);
    const count = to - from;
    const values =
      kind === "integers"
        ? new Int32Array(count * width)
        : new Float32Array(count * width);
    for (let row = 0; row < count; row++) {
      const numbers = view.getInt32(row * rowBytes, true);
      if (numbers !== width)
        throw new DataError("dimension-mismatch", "data.vecs-row-width", {
          file: file.name,
          row: from + row,
          numbers,
          width,
        });
      const start = row * rowBytes + 4;
      for (let j = 0; j < width; j++)
        values[row * width + j] =
          format === "fvecs"
            ? view.getFloat32(start + j * 4, true)
            : format === "bvecs"
              ? view.getUint8(start + j)
              : view.getInt32(start + j * 4, true);
    }
    return values;
  }

  const type = { fvecs: "f4", bvecs: "u1", ivecs: "i4" }[format];
  return arrayTable({
    fileName: file.name,
    format,
    sizeBytes: file.size,
    arrays: [
      {
        name: "array",
        type: `${type} (${rows}, ${width})`,
        kind,
        rows,
        width,
        readRows,
      },
    ],
  });
}
