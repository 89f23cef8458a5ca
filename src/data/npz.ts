import { unzipSync } from "fflate";
import { DataError } from "./dataError";

/**
 * The `.npy` members of a `.npz` by their names, as numpy's savez and
 * savez_compressed write them; others are left out.
 *
 * @throws DataError "unknown-format" for what is no zip, or a damaged one.
 */
export function unzipArrays(
  bytes: Uint8Array,
  fileName: string,
): Readonly<Record<string, Uint8Array<ArrayBuffer>>> {
  try {
    return unzipSync(bytes, { filter: ({ name }) => name.endsWith(".npy") });
  } catch (error) {
    throw new DataError(
      "unknown-format",
      "data.npz-unreadable",
      {
        file: fileName,
        detail: error instanceof Error ? error.message : String(error),
      },
      { cause: error },
    );
  }
}
