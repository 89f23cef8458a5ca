import { CancelledError } from "../compute/backend";
import { DataError } from "../data/dataError";
import { EmbedError } from "../embed/embedError";
import { KeepError } from "../keep/types";
import { ConfigError } from "../model/configError";
import type { WorkerFailure } from "./messages";

/** What the page is told of an error: name, words, a way out, and a code. */
export function describeFailure(
  error: unknown,
  signal: AbortSignal,
): WorkerFailure {
  if (error instanceof CancelledError || signal.aborted)
    return {
      name: "CancelledError",
      message: "Cancelled.",
      hint: null,
      code: "cancelled",
    };
  if (
    error instanceof DataError ||
    error instanceof EmbedError ||
    error instanceof KeepError
  )
    return {
      name: error.name,
      message: error.message,
      hint: error.hint,
      code: error.code,
    };
  if (error instanceof ConfigError)
    return {
      name: error.name,
      message: error.message,
      hint: error.hint,
      code: "bad-config",
    };
  const outOfMemory =
    error instanceof RangeError &&
    /allocation|array length/i.test(error.message);
  return {
    name: error instanceof Error ? error.name : "Error",
    message: outOfMemory
      ? `There is not enough memory for this: ${error.message}.`
      : error instanceof Error
        ? error.message
        : String(error),
    hint: outOfMemory
      ? "Use fewer documents, queries or neighbours."
      : "This is a fault of the app. What was loaded is still there; try again, or reload the page.",
    code: "internal",
  };
}
