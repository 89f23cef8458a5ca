import { DataError } from "../data/dataError";
import { Fault, faultOf } from "../model/fault";
import { CallError } from "../worker/callError";
import type { AppError } from "./appState";

/** Whether a call ended because it was asked to. */
export function isCancelled(error: unknown): boolean {
  return error instanceof CallError && error.code === "cancelled";
}

/** Any thrown value as a fault that the page can word. */
export function toAppError(error: unknown): AppError {
  if (error instanceof CallError || error instanceof DataError)
    return { fault: error.fault, code: error.code };
  // A setting, a kept run, a link or a paste; anything else is the app's.
  const code = error instanceof Fault ? "bad-config" : "internal";
  return { fault: faultOf(error), code };
}
