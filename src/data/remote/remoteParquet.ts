import type { ParquetSource } from "../tables/parquetFile";
import type { RemoteEnvironment } from "./environment";
import { openRangeFile } from "./rangeFile";

/** A parquet file on a server; opened before in this page, it keeps what was read. */
export function remoteParquet(
  file: {
    readonly url: string;
    readonly fileName: string;
    readonly sizeBytes: number | null;
  },
  env: RemoteEnvironment,
): ParquetSource {
  const { url, fileName, sizeBytes } = file;
  return {
    fileName,
    sizeBytes,
    async open(signal) {
      const former = env.files.get(url);
      if (former) return former;
      const opened = await openRangeFile(url, env.fetch, {
        fileName,
        signal,
        sizeBytes,
      });
      env.files.set(url, opened);
      return opened;
    },
  };
}
