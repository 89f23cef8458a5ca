import { unzipSync } from "fflate";
import { DataError } from "./dataError";
import { type NpyArray, parseNpy } from "./npy";

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
      fileName,
      `${fileName} is not a readable .npz: ${error instanceof Error ? error.message : String(error)}.`,
      "Save it again with numpy.savez.",
      { cause: error },
    );
  }
}

/**
 * The arrays of a `.npz` by name (without `.npy`).
 *
 * @throws DataError as `unzipArrays` and `parseNpy`.
 */
export function readNpz(
  bytes: Uint8Array,
  fileName: string,
): Map<string, NpyArray> {
  return new Map(
    Object.entries(unzipArrays(bytes, fileName)).map(([name, member]) => [
      name.slice(0, -".npy".length),
      parseNpy(member, `${fileName}:${name}`),
    ]),
  );
}
