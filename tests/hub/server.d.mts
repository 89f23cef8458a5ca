import type { IncomingHttpHeaders } from "node:http";

export interface Fault {
  readonly status?: number;
  readonly cutAfter?: number;
  readonly html?: string;
  readonly bytesPerSecond?: number;
  readonly noRanges?: boolean;
}

export interface LoggedRequest {
  readonly origin: "hub" | "cdn";
  readonly method: string;
  readonly path: string;
  readonly range: string | null;
  readonly headers: IncomingHttpHeaders;
}

export interface Hub {
  readonly url: string;
  readonly cdnUrl: string;
  readonly requests: LoggedRequest[];
  setFault(part: string, fault: Fault | null): void;
  close(): Promise<void>;
}

export function startHub(options: {
  /** Folder with `<owner>/<name>/<files>`. */
  readonly models: string;
  readonly datasets?: string;
  readonly rows?: (query: URLSearchParams) => unknown;
  readonly parquet?: (id: string) => unknown;
}): Promise<Hub>;
