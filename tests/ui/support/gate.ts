import type { ComputeBackend } from "../../../src/compute/backend";
import { pageBackend } from "./pageBackend";

/**
 * A backend that does not begin the fit of the rotation while the gate is closed, and hears a cancel
 * meanwhile: a run is under way for as long as a test likes.
 */
export function gatedBackend(): {
  readonly backend: ComputeBackend;
  readonly gate: { open: boolean };
} {
  const gate = { open: true };
  const backend = pageBackend();
  return {
    gate,
    backend: {
      ...backend,
      async itq(v, initial, iterations, context) {
        while (!gate.open) {
          await context.checkpoint(0, iterations);
          await new Promise((resume) => setTimeout(resume, 10));
        }
        return backend.itq(v, initial, iterations, context);
      },
    },
  };
}
