import { unzipSync } from "fflate";
import { DataError } from "./dataError";
import { type NpyArray, parseNpy } from "./npy";

/**
 * The arrays of a `.npz` by name (without `.npy`), as numpy's savez and
 * savez_compressed write them; members that are no `.npy` are left out.
 *
 * @throws DataError "unknown-format" for what is no zip, and what `parseNpy` throws.
 */
export function readNpz(
  bytes: Uint8Array,
  fileName: string,
): Map<string, NpyArray> {
  let members: Record<string, Uint8Array>;
  try {
    members = unzipSync(bytes, {
      filter: (file) => file.name.endsWith(".npy"),
    });
  } catch (error) {
    throw new DataError(
      "unknown-format",
      fileName,
      `${fileName} is not a readable .npz: ${error instanceof Error ? error.message : String(error)}.`,
      "Save it again with numpy.savez.",
      { cause: error },
    );
  }
  return new Map(
    Object.entries(members).map(([name, member]) => [
      name.slice(0, -".npy".length),
      parseNpy(member, `${fileName}:${name}`),
    ]),
  );
}
