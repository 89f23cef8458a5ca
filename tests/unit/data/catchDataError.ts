import { expect } from "vitest";
import { DataError, type DataErrorCode } from "../../../src/data/dataError";
import type { FaultMessage } from "../../../src/model/fault";
import { textOf } from "../words/textOf";

/** A DataError, with what a visitor reads of it. */
export interface WordedDataError {
  readonly code: DataErrorCode;
  readonly fileName: string;
  readonly fault: FaultMessage;
  readonly message: string;
  readonly hint: string | null;
  readonly cause: unknown;
}

/** Runs `action`, which must throw a DataError, and returns it with its words. */
export function catchDataError(action: () => unknown): WordedDataError {
  try {
    action();
  } catch (error) {
    return wordedDataError(error);
  }
  throw new Error("Nothing was thrown.");
}

/** Awaits `promise`, which must reject with a DataError, and returns it with its words. */
export async function awaitDataError(
  promise: Promise<unknown>,
): Promise<WordedDataError> {
  try {
    await promise;
  } catch (error) {
    return wordedDataError(error);
  }
  throw new Error("The promise did not reject.");
}

/** A value that was thrown, which must be a DataError, with its words. */
export function wordedDataError(error: unknown): WordedDataError {
  expect(error).toBeInstanceOf(DataError);
  if (!(error instanceof DataError)) throw error;
  const { code, fileName, fault, cause } = error;
  const { message, hint } = textOf(error);
  // Every fault of a file names it, says what is wrong in a sentence, and shows the way out.
  if ("file" in fault.params) expect(fileName).not.toBe("");
  expect(message).toMatch(/^\S.*\S$/s);
  expect(hint).toMatch(/\.$/);
  return { code, fileName, fault, message, hint, cause };
}
