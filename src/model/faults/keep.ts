/** Faults of the browser's own storage. */
export interface KeepFaults {
  "keep.unavailable": Record<never, never>;
}
