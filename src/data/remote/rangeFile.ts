import type { Requested } from "../../model/faults/dataRemote";
import { DataError } from "../dataError";
import { cutOff, readBody, request } from "./request";

/** Servers that send the whole file in place of a range: accepted up to this size. */
const maxWhole = 64 << 20;
/** Ranges that are kept, over one file. */
const maxKept = 512 << 20;

/** A file on a server, read by byte ranges; what was read is kept. */
export interface RangeFile {
  readonly url: string;
  readonly byteLength: number;
  /** Bytes [start, end). @throws DataError; an abort rejects with the signal's reason. */
  read(start: number, end: number, signal: AbortSignal): Promise<ArrayBuffer>;
  /** Bytes of the range that would have to be downloaded. */
  missing(start: number, end: number): number;
  /** Downloaded so far. */
  downloaded(): number;
}

interface Kept {
  readonly start: number;
  readonly end: number;
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/**
 * Opens a file by its address. Its size is `sizeBytes` where that is known,
 * else what the server says of it.
 *
 * @throws DataError "download-failed", "http-status", "unknown-format" where
 *   the server says no size, "too-large" where it sends no ranges of a large file.
 */
export async function openRangeFile(
  url: string,
  fetchFn: typeof fetch,
  options: {
    readonly fileName: string;
    readonly signal: AbortSignal;
    readonly sizeBytes?: number | null;
  },
): Promise<RangeFile> {
  const { fileName } = options;
  const asked: Requested = { kind: "file", file: fileName };
  const kept: Kept[] = [];
  let downloaded = 0;

  const keptFor = (start: number, end: number) =>
    kept.find((range) => range.start <= start && range.end >= end);

  function keep(start: number, bytes: Uint8Array<ArrayBuffer>): void {
    kept.push({ start, end: start + bytes.length, bytes });
    let size = kept.reduce((sum, range) => sum + range.bytes.length, 0);
    while (size > maxKept && kept.length > 1)
      size -= kept.shift()?.bytes.length ?? 0;
  }

  /** Fetches a range, or the whole where the server gives nothing else. */
  async function fetchRange(
    start: number,
    end: number,
    signal: AbortSignal,
  ): Promise<Response> {
    const response = await request(url, fetchFn, {
      asked,
      signal,
      range: `bytes=${start}-${end - 1}`,
    });
    if (/text\/html/i.test(response.headers.get("content-type") ?? "")) {
      await response.body?.cancel();
      throw new DataError("unknown-format", "data.web-page", {
        file: fileName,
        host: new URL(url).host,
      });
    }
    if (response.status === 206) return response;
    const size = Number(response.headers.get("content-length") ?? NaN);
    if (size <= maxWhole) return response;
    await response.body?.cancel();
    throw new DataError("too-large", "data.no-ranges", {
      file: fileName,
      host: new URL(url).host,
      bytes: Number.isFinite(size) ? size : null,
    });
  }

  async function sizeOf(signal: AbortSignal): Promise<number> {
    const response = await fetchRange(0, 8, signal);
    if (response.status === 200) {
      const whole = await readBody(response, asked, signal);
      downloaded += whole.length;
      keep(0, whole);
      return whole.length;
    }
    await readBody(response, asked, signal);
    const range = response.headers.get("content-range") ?? "";
    const total = /\/(\d+)$/.exec(range)?.[1];
    if (total !== undefined) return Number(total);
    // The header may be hidden from pages of another origin.
    const head = await request(url, fetchFn, { asked, signal, method: "HEAD" });
    const length = Number(head.headers.get("content-length") ?? NaN);
    if (Number.isSafeInteger(length) && length > 0) return length;
    throw new DataError("unknown-format", "data.size-hidden", {
      file: fileName,
      host: new URL(url).host,
    });
  }

  const byteLength = options.sizeBytes ?? (await sizeOf(options.signal));
  return {
    url,
    byteLength,
    async read(start, end, signal) {
      const present = keptFor(start, end);
      if (present)
        return present.bytes.slice(start - present.start, end - present.start)
          .buffer;
      const response = await fetchRange(start, end, signal);
      const bytes = await readBody(response, asked, signal);
      downloaded += bytes.length;
      if (response.status === 200) {
        keep(0, bytes);
        return bytes.slice(start, end).buffer;
      }
      if (bytes.length !== end - start)
        throw cutOff(asked, bytes.length, end - start);
      keep(start, bytes);
      return bytes.slice().buffer;
    },
    missing: (start, end) => (keptFor(start, end) ? 0 : end - start),
    downloaded: () => downloaded,
  };
}
