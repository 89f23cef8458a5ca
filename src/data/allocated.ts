import { DataError } from "./dataError";

/**
 * What `make` allocates, of so many bytes.
 *
 * @throws DataError "too-large" where the browser has no memory for it.
 */
export function allocated<T>(
  fileName: string,
  bytes: number,
  make: () => T,
): T {
  try {
    return make();
  } catch (error) {
    throw new DataError(
      "too-large",
      "data.no-memory-for-file",
      { file: fileName, bytes },
      { cause: error },
    );
  }
}
