import type { ComputeBackend, OperationName } from "./backend";
import { type OperationTable, SHAPE_CHECKS, tableOf } from "./operations";

type PartialTable = Partial<OperationTable>;

interface Identity {
  readonly name: ComputeBackend["name"];
  readonly label: string;
  readonly dispose: () => Promise<void>;
}

export interface CompleteParts extends Identity {
  readonly operations: OperationTable;
}

/** Who goes on when a device fails, and how that is noticed. */
export interface Fallback {
  readonly backend: ComputeBackend;
  /** Resolves with the reason when the device is lost. */
  readonly lost: Promise<string>;
  /** Why the device failed where `error` says so; null: the error is the caller's. */
  readonly failureOf: (error: unknown) => string | null;
  /** Told once, before the fallback goes on with the call at hand. */
  readonly onFailure: (reason: string) => void;
}

export interface PartialParts extends Identity {
  /**
   * The operations that the device has. They may leave a call, or a part of
   * one, to `handOver`: the fallback's operations, counted.
   */
  readonly operations: (handOver: OperationTable) => PartialTable;
  readonly fallback: Fallback;
}

function createCounter() {
  const counts = new Map<OperationName, number>();
  return {
    add: (operation: OperationName) =>
      void counts.set(operation, (counts.get(operation) ?? 0) + 1),
    of: (operation: OperationName) => counts.get(operation) ?? 0,
  };
}

/** `table` behind the shape checks, its calls counted. */
function checked(
  table: OperationTable,
  counter: ReturnType<typeof createCounter>,
): OperationTable {
  return tableOf((operation) => async (...operands) => {
    counter.add(operation);
    SHAPE_CHECKS[operation](...operands);
    return table[operation](...operands);
  });
}

/** A backend that does every operation by itself. */
export function completeBackend(parts: CompleteParts): ComputeBackend {
  const { name, label, operations, dispose } = parts;
  const calls = createCounter();
  return {
    name,
    label,
    ...checked(operations, calls),
    calls: calls.of,
    handedOver: () => 0,
    dispose,
  };
}

/**
 * A backend of a device that may fail, and that need not have every operation:
 * what it lacks belongs to the fallback. After a failure the call at hand and
 * all later ones are finished by the fallback, and `name` and `label` say so.
 */
export function partialBackend(parts: PartialParts): ComputeBackend {
  const { fallback } = parts;
  const calls = createCounter();
  const handedOver = createCounter();
  let failed = false;
  let disposed = false;

  function fail(reason: string): void {
    if (failed || disposed) return;
    failed = true;
    fallback.onFailure(reason);
  }
  void fallback.lost.then(fail);

  const handOver = tableOf((operation) => (...operands) => {
    handedOver.add(operation);
    const table: OperationTable = fallback.backend;
    return table[operation](...operands);
  });
  const device = parts.operations(handOver);
  const operations = tableOf((operation) => async (...operands) => {
    const onDevice = device[operation];
    if (onDevice && !failed) {
      try {
        return await onDevice(...operands);
      } catch (error) {
        const reason = fallback.failureOf(error);
        if (reason === null) throw error;
        fail(reason);
      }
    }
    return handOver[operation](...operands);
  });

  return {
    get name() {
      return failed ? fallback.backend.name : parts.name;
    },
    get label() {
      return failed ? fallback.backend.label : parts.label;
    },
    ...checked(operations, calls),
    calls: calls.of,
    handedOver: handedOver.of,
    async dispose() {
      disposed = true;
      await parts.dispose();
    },
  };
}
