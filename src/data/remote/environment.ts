import type { RangeFile } from "./rangeFile";

export const publicHub = "https://huggingface.co";
export const publicRowsApi = "https://datasets-server.huggingface.co";

/** Where data sets come from. */
export interface RemoteEnvironment {
  /** Address of the hub, or of a server that answers as it does. */
  readonly hub: string;
  /** Address of the hub's service that lists parquet files and gives rows. */
  readonly rowsApi: string;
  readonly fetch: typeof fetch;
  /** Files read before, by address: what was downloaded is not asked for again. */
  readonly files: Map<string, RangeFile>;
}

export function createRemoteEnvironment(
  hub: string,
  rowsApi: string,
  fetchFn: typeof fetch = (input, init) => fetch(input, init),
): RemoteEnvironment {
  const trimmed = (address: string) => address.replace(/\/+$/, "");
  return {
    hub: trimmed(hub),
    rowsApi: trimmed(rowsApi),
    fetch: fetchFn,
    files: new Map(),
  };
}
