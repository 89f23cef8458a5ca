/** Settings that cannot be run. */
export interface ConfigFaults {
  "config.no-dataset": Record<never, never>;
  "config.no-run": Record<never, never>;
}
