import {
  CancelledError,
  type ComputeBackend,
  type OperationContext,
  type OperationName,
} from "../../compute/backend";
import type { Message } from "../../model/message";

/** A backend as it is measured. */
export interface MeasuredBackend {
  readonly name: ComputeBackend["name"];
  readonly backend: ComputeBackend;
}

/** A time, or why there is none. */
export type Timed =
  | { readonly elapsedMs: number; readonly reason: null }
  | { readonly elapsedMs: null; readonly reason: Message };

export interface TimingRules {
  readonly now: () => number;
  readonly targetMs: number;
  readonly leastRepeats: number;
  readonly context: OperationContext;
}

/**
 * The least time of `run` over its repeats, after one that does not count. No
 * time where the backend failed, or did the operation with another one: its
 * numbers are never given as this one's. Throws `CancelledError` only.
 */
export async function timeCase(
  measured: MeasuredBackend,
  operation: OperationName,
  run: (backend: ComputeBackend, context: OperationContext) => Promise<unknown>,
  rules: TimingRules,
): Promise<Timed> {
  const { backend, name } = measured;
  const { now, targetMs, leastRepeats, context } = rules;
  const before = backend.handedOver(operation);
  /** Why what just ran was not this backend's own work, or null. */
  const elsewhere = (): Message | null => {
    if (backend.name !== name)
      return { name: "machine.gpu-stopped", params: {} };
    return backend.handedOver(operation) > before
      ? { name: "machine.left-to-cpu", params: {} }
      : null;
  };
  try {
    await run(backend, context);
    let least = Infinity;
    let spent = 0;
    let repeats = 0;
    let reason = elsewhere();
    while (
      reason === null &&
      (spent < targetMs ||
        (repeats < leastRepeats && spent < leastRepeats * targetMs))
    ) {
      const start = now();
      await run(backend, context);
      const elapsed = now() - start;
      least = Math.min(least, elapsed);
      spent += elapsed;
      repeats += 1;
      reason = elsewhere();
    }
    if (reason !== null) return { elapsedMs: null, reason };
    // A clock too coarse for one repeat may still see all of them.
    return { elapsedMs: least > 0 ? least : spent / repeats, reason: null };
  } catch (error) {
    if (error instanceof CancelledError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    return {
      elapsedMs: null,
      reason: { name: "machine.failed", params: { detail } },
    };
  }
}
