import type { BackendName } from "./measuredOperation";
import type { Message } from "./message";

/** What runs the heavy operations, as the page tells it. */
export interface DeviceInfo {
  readonly backend: BackendName;
  /** "CPU · 2 threads" or the adapter's name. */
  readonly label: string;
  readonly adapter?: string;
  readonly threads: number;
  /** Why this one. */
  readonly note: Message;
}
