/** What went wrong: where the caller may want to tell it apart. */
export type GpuErrorKind =
  "validation" | "out-of-memory" | "limit" | "lost" | "unavailable";

/** A failure of the GPU, never of the caller's operands. */
export class GpuError extends Error {
  override readonly name = "GpuError";
  readonly kind: GpuErrorKind;

  constructor(kind: GpuErrorKind, message: string) {
    super(message);
    this.kind = kind;
  }
}

const SCOPES = ["validation", "out-of-memory"] as const;

/**
 * Runs `commands` inside a validation and an out-of-memory error scope and
 * returns what they return. Throws GpuError, naming `what`, when the device
 * reports either or is gone.
 *
 * `commands` is synchronous: the scopes are a stack of the device, and two
 * operations that wait at the same time would otherwise pop each other's.
 */
export async function inErrorScopes<T>(
  device: GPUDevice,
  what: string,
  commands: () => T,
): Promise<T> {
  for (const scope of SCOPES) device.pushErrorScope(scope);
  let result: T;
  let popped: Promise<GPUError | null>[];
  try {
    result = commands();
  } finally {
    popped = SCOPES.map(() => device.popErrorScope());
  }
  const errors = await Promise.all(popped).catch((error: unknown) => {
    throw new GpuError("lost", `${what}: ${String(error)}`);
  });
  const innermostFirst = [...SCOPES].reverse();
  errors.forEach((error, i) => {
    if (error) {
      const kind = innermostFirst[i];
      throw new GpuError(kind, `${what}: ${kind} error: ${error.message}`);
    }
  });
  return result;
}
