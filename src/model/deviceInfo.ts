/** A way to compute the heavy operations. */
export type BackendName = "reference" | "cpu" | "webgpu";

/** What runs the heavy operations, as the page tells it. */
export interface DeviceInfo {
  readonly backend: BackendName;
  /** "CPU · 2 threads" or the adapter's name. */
  readonly label: string;
  readonly adapter?: string;
  readonly threads: number;
  /** Plain words for the visitor, e.g. "No GPU found: running on the CPU, where everything works as well." */
  readonly note: string;
}
