import { DataError } from "../dataError";
import type { OpenTable, ReadContext } from "../table";
import { openTable } from "../tables/openTable";
import { openParquetFiles } from "../tables/parquetTable";
import type { RemoteEnvironment } from "./environment";
import { remoteParquet } from "./remoteParquet";
import { readBody, request } from "./request";

/** Files that are downloaded whole fit into the memory of the page. */
const maxWhole = 2 ** 31 - 1;

/**
 * Opens a file by its address: parquet by byte ranges, any other format
 * downloaded whole.
 *
 * @throws DataError "bad-address", "too-large", and what the requests and the
 *   format's opener throw.
 */
export async function openUrl(
  address: string,
  env: RemoteEnvironment,
  context: ReadContext,
): Promise<OpenTable> {
  const { signal } = context;
  const url = parseAddress(address);
  const fileName =
    decodeURIComponent(url.pathname.slice(url.pathname.lastIndexOf("/") + 1)) ||
    url.host;
  if (/\.parquet$/i.test(fileName)) {
    const file = { url: url.href, fileName, sizeBytes: null };
    return openParquetFiles(fileName, [remoteParquet(file, env)], signal);
  }
  const asked = { kind: "file", file: fileName } as const;
  const response = await request(url.href, env.fetch, {
    asked,
    signal,
  });
  const size = Number(response.headers.get("content-length") ?? NaN);
  if (size > maxWhole) {
    await response.body?.cancel();
    throw new DataError("too-large", "data.download-too-large", {
      file: fileName,
      bytes: size,
      most: maxWhole,
    });
  }
  const bytes = await readBody(response, asked, signal, (received) =>
    context.checkpoint(
      received,
      Number.isFinite(size) ? Math.max(size, received) : received,
      "bytes",
    ),
  );
  return openTable(new File([bytes], fileName));
}

function parseAddress(address: string): URL {
  const url = URL.canParse(address.trim()) ? new URL(address.trim()) : null;
  if (url && /^https?:$/.test(url.protocol)) return url;
  throw new DataError("bad-address", "data.no-address", { file: address });
}
