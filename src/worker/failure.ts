import { CancelledError } from "../compute/backend";
import type { ServedTypes } from "../channel/protocol";
import { DataError, type DataErrorCode } from "../data/dataError";
import { EmbedError, type EmbedErrorCode } from "../embed/embedError";
import { KeepError, type KeepErrorCode } from "../keep/types";
import { ConfigError } from "../model/configError";
import type { DeviceInfo } from "../model/deviceInfo";
import { type FaultMessage, messageOf } from "../model/fault";
import type { Progress } from "../model/stages";

/** An error that crossed the worker's boundary; the page words it. */
export interface WorkerFailure {
  readonly name: string;
  readonly fault: FaultMessage;
  readonly code:
    | DataErrorCode
    | EmbedErrorCode
    | KeepErrorCode
    | "cancelled"
    | "bad-config"
    | "internal";
}

/** What the worker sends beside its answers. */
export interface WorkerServed extends ServedTypes {
  readonly progress: Progress;
  readonly failure: WorkerFailure;
  /** The device changed, e.g. after a lost GPU. */
  readonly news: DeviceInfo;
}

/** What the page is told of an error: a documented code, and the fault to word. */
export function describeFailure(
  error: unknown,
  signal: AbortSignal,
): WorkerFailure {
  if (error instanceof CancelledError || signal.aborted)
    return {
      name: "CancelledError",
      code: "cancelled",
      fault: { name: "session.cancelled", params: {} },
    };
  if (
    error instanceof DataError ||
    error instanceof EmbedError ||
    error instanceof KeepError ||
    error instanceof ConfigError
  )
    return {
      name: error.name,
      code: error.code,
      fault: error.fault,
    };
  const detail = messageOf(error);
  const outOfMemory =
    error instanceof RangeError &&
    /allocation|array length/i.test(error.message);
  return {
    name: error instanceof Error ? error.name : "Error",
    code: "internal",
    fault: outOfMemory
      ? { name: "session.out-of-memory", params: { detail } }
      : { name: "session.internal", params: { detail } },
  };
}

/** As `describeFailure`; a fault of the app itself is also written to the console. */
export function reportFailure(
  error: unknown,
  signal: AbortSignal,
): WorkerFailure {
  const failure = describeFailure(error, signal);
  if (failure.code === "internal") console.error(error);
  return failure;
}
