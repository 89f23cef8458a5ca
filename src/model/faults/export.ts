/** Faults of writing files for a person to take home. */
export interface ExportFaults {
  "export.disk-full": Record<never, never>;
  "export.chart-not-drawn": Record<never, never>;
  /** Nothing that the app foresaw; the error's own words. */
  "export.internal": { readonly detail: string };
  /** It ended without an event, as when memory runs out. */
  "export.worker-gone": Record<never, never>;
  "export.worker-not-loaded": { readonly detail: string | null };
}
