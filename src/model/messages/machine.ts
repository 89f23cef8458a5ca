import type { BackendName, MeasuredOperation } from "../measuredOperation";

/** What is being measured, and why a backend or a row has no time. */
export interface MachineMessages {
  "machine.measuring": {
    readonly operation: MeasuredOperation;
    readonly backend: BackendName;
  };
  "machine.searching": {
    readonly documents: number;
    readonly backend: BackendName;
  };
  "machine.measured": Record<never, never>;
  "machine.no-gpu": Record<never, never>;
  "machine.software-gpu": Record<never, never>;
  "machine.software-not-asked": Record<never, never>;
  "machine.gpu-stopped": Record<never, never>;
  "machine.left-to-cpu": Record<never, never>;
  "machine.too-long": { readonly expectedMs: number };
  /** The operation failed; the error's own words. */
  "machine.failed": { readonly detail: string };
}
