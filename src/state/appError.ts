import { RecordError } from "../model/recordError";
import { DataError } from "../data/dataError";
import { ParityInputError } from "./parseParity";
import { BitsieveError } from "../worker/client";
import type { AppError } from "./appState";

/** Whether a call ended because it was asked to. */
export function isCancelled(error: unknown): boolean {
  return error instanceof BitsieveError && error.code === "cancelled";
}

/** Any thrown value as something the page can show. */
export function toAppError(error: unknown): AppError {
  if (error instanceof BitsieveError) {
    return { message: error.message, hint: error.hint, code: error.code };
  }
  if (error instanceof RecordError)
    return { message: error.message, hint: error.hint, code: "bad-config" };
  if (error instanceof ParityInputError || error instanceof DataError)
    return { message: error.message, hint: error.hint, code: error.code };
  const message = error instanceof Error ? error.message : String(error);
  return {
    message,
    hint: "Try again; if it happens again, reload the page.",
    code: "internal",
  };
}
