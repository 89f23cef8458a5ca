import { expect } from "vitest";
import { DataError } from "../../../src/data/dataError";

/** Runs `action`, which must throw a DataError, and returns it. */
export function catchDataError(action: () => unknown): DataError {
  try {
    action();
  } catch (error) {
    return requireDataError(error);
  }
  throw new Error("Nothing was thrown.");
}

/** Awaits `promise`, which must reject with a DataError, and returns it. */
export async function awaitDataError(
  promise: Promise<unknown>,
): Promise<DataError> {
  try {
    await promise;
  } catch (error) {
    return requireDataError(error);
  }
  throw new Error("The promise did not reject.");
}

function requireDataError(error: unknown): DataError {
  expect(error).toBeInstanceOf(DataError);
  if (!(error instanceof DataError)) throw error;
  // Every fault names its file, says what is wrong in a sentence, and shows the way out.
  expect(error.fileName).not.toBe("");
  expect(error.message).toMatch(/^\S.*\S$/s);
  expect(error.hint).toMatch(/\.$/);
  return error;
}
