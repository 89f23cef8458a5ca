import { DataError } from "../dataError";
import { checkDataLength } from "../npy";
import { readNpyHeader } from "../npyHeader";
import { unzipArrays } from "../npz";
import type { OpenTable } from "../table";
import { arrayTable } from "./arrayTable";
import { npySource } from "./npyTable";

/** What fflate unpacks at once. */
const maxBytes = 2 ** 31 - 1;

/**
 * Opens a .npz, as numpy's savez and savez_compressed write it: each array is a
 * column. The archive is unpacked whole.
 *
 * @throws DataError "unknown-format" for a damaged archive or one without
 *   arrays, "too-large", and what reading an .npy throws, naming the member.
 */
export async function openNpz(file: File): Promise<OpenTable> {
  if (file.size > maxBytes)
    throw new DataError("too-large", "data.npz-too-large", {
      file: file.name,
      bytes: file.size,
      most: maxBytes,
    });
  const bytes = new Uint8Array(await file.arrayBuffer());
  const members = unzipArrays(bytes, file.name);
  const arrays = Object.entries(members).map(([member, content]) => {
    const label = `${file.name}:${member}`;
    const header = readNpyHeader(content, label);
    checkDataLength(content.length, header, label);
    const name = member.slice(0, -".npy".length);
    return npySource(new Blob([content]), header, name, label);
  });
  if (arrays.length === 0)
    throw new DataError("unknown-format", "data.npz-empty", {
      file: file.name,
    });
  return arrayTable({
    fileName: file.name,
    format: "npz",
    sizeBytes: file.size,
    arrays,
  });
}
