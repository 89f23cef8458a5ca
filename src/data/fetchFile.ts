import { DataError } from "./dataError";

export interface FetchFileOptions {
  /** For messages. */
  readonly fileName: string;
  /** The size that the file must have; unknown when left out. */
  readonly sizeBytes?: number;
  readonly onChunk?: (chunkBytes: number) => void;
  readonly signal?: AbortSignal;
}

/**
 * Fetches one file, reporting each chunk as it arrives.
 *
 * An aborted download rejects with the signal's reason, not with a DataError.
 *
 * @throws DataError "http-status" for an answer other than 2xx, "download-failed" when the
 *   connection cannot be made or breaks, "checksum" for a size other than `sizeBytes`.
 */
export async function fetchFile(
  url: string,
  fetchFn: typeof fetch,
  options: FetchFileOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { fileName, sizeBytes, onChunk, signal } = options;
  const chunks: Uint8Array[] = [];
  let received = 0;
  try {
    const response = await fetchFn(url, signal ? { signal } : {});
    if (!response.ok) throw httpError(url, response, fileName);
    const reader = response.body?.getReader();
    while (reader !== undefined) {
      const { done, value } = await reader.read();
      if (done) break;
      chunks.push(value);
      received += value.length;
      onChunk?.(value.length);
    }
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof DataError) throw error;
    const detail = error instanceof Error ? error.message : String(error);
    throw new DataError(
      "download-failed",
      "data.served-silent",
      { file: fileName, url, received, detail },
      { cause: error },
    );
  }
  if (sizeBytes !== undefined && received !== sizeBytes) {
    throw new DataError("checksum", "data.served-size", {
      file: fileName,
      url,
      received,
      expected: sizeBytes,
    });
  }
  return concatenate(chunks, received);
}

function httpError(
  url: string,
  response: Response,
  fileName: string,
): DataError {
  const { status, statusText } = response;
  return new DataError("http-status", "data.served-status", {
    file: fileName,
    url,
    status,
    statusText,
  });
}

function concatenate(
  chunks: readonly Uint8Array[],
  sizeBytes: number,
): Uint8Array<ArrayBuffer> {
  const bytes = new Uint8Array(sizeBytes);
  let offset = 0;
  for (const chunk of chunks) {
    bytes.set(chunk, offset);
    offset += chunk.length;
  }
  return bytes;
}
