import { RecordError } from "../model/recordError";
import { DataError } from "../data/dataError";
import { faultOf } from "../model/fault";
import { CallError } from "../worker/client";
import type { AppError } from "./appState";
import { ParityInputError } from "./parseParity";

/** Whether a call ended because it was asked to. */
export function isCancelled(error: unknown): boolean {
  return error instanceof CallError && error.code === "cancelled";
}

/** Any thrown value as a fault that the page can word. */
export function toAppError(error: unknown): AppError {
  if (error instanceof CallError)
    return { fault: error.fault, code: error.code };
  if (error instanceof RecordError)
    return { fault: faultOf(error), code: "bad-config" };
  if (error instanceof ParityInputError || error instanceof DataError)
    return { fault: faultOf(error), code: error.code };
  const detail = error instanceof Error ? error.message : String(error);
  return {
    fault: { name: "session.page-internal", params: { detail } },
    code: "internal",
  };
}
