import type { FaultMessage } from "../model/fault";
import type { WorkerFailure } from "./failure";

/** A call that failed: the documented code, and the fault that the page words. */
export class CallError extends Error {
  override readonly name = "CallError";
  readonly code: WorkerFailure["code"];
  readonly fault: FaultMessage;

  constructor(code: WorkerFailure["code"], fault: FaultMessage) {
    super(`${code}: ${fault.name} ${JSON.stringify(fault.params)}`);
    this.code = code;
    this.fault = fault;
  }
}

/** What a call rejects with that was stopped, or that a newer one took the place of. */
export function cancelledCall(): CallError {
  return new CallError("cancelled", { name: "session.cancelled", params: {} });
}
