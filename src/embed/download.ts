import type { ModelFileName } from "../model/faults/embed";
import { EmbedError } from "./embedError";

/** A connection that gives nothing for so long is given up. */
const stallAfterMs = 30_000;

export interface DownloadOptions {
  /** For messages. */
  readonly file: ModelFileName;
  readonly signal?: AbortSignal | undefined;
  /** As the hub lists it; null where it does not. */
  readonly sizeBytes: number | null;
  /** Hex, as the hub or the app's own index lists it; null where it does not. */
  readonly sha256: string | null;
  readonly onBytes?: (received: number, total: number | null) => void;
  readonly stallAfterMs?: number;
}

/**
 * Fetches one file whole and checks what came: status, kind, size and, where it
 * is known, SHA-256.
 *
 * @throws EmbedError "hub-unreachable", "hub-status", "hub-truncated" or
 *   "hub-content"; an abort rejects with the signal's reason.
 */
export async function download(
  url: string,
  fetchFn: typeof fetch,
  options: DownloadOptions,
): Promise<Uint8Array<ArrayBuffer>> {
  const { file, signal } = options;
  const stall = new AbortController();
  const both = signal ? AbortSignal.any([signal, stall.signal]) : stall.signal;
  const waitMs = options.stallAfterMs ?? stallAfterMs;
  let timer: ReturnType<typeof setTimeout> | undefined;
  const alive = () => {
    clearTimeout(timer);
    timer = setTimeout(() => stall.abort(), waitMs);
  };
  let received = 0;
  let isAnswered = false;
  try {
    alive();
    const response = await fetchFn(url, { signal: both });
    isAnswered = true;
    if (!response.ok)
      throw new EmbedError("hub-status", "embed.host-status", {
        ...file,
        host: new URL(url).host,
        status: response.status,
      });
    checkKind(file, url, response);
    const announced = Number(response.headers.get("content-length") ?? NaN);
    const total =
      options.sizeBytes ?? (Number.isFinite(announced) ? announced : null);
    const bytes = await readBody(response, total, (count) => {
      received = count;
      alive();
      options.onBytes?.(count, total);
    });
    // Of a compressed transfer the header tells what was sent, which is less than the file.
    const isWhole =
      options.sizeBytes === null
        ? total === null || bytes.length >= total
        : bytes.length === options.sizeBytes;
    if (!isWhole) throw truncated(file, bytes.length, total);
    await checkHash(file, bytes, options.sha256);
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EmbedError) throw error;
    if (stall.signal.aborted)
      throw new EmbedError(
        "hub-truncated",
        "embed.download-stalled",
        { ...file, seconds: Math.round(waitMs / 1000), received },
        { cause: error },
      );
    if (isAnswered) throw truncated(file, received, options.sizeBytes, error);
    throw new EmbedError(
      "hub-unreachable",
      "embed.host-silent",
      { ...file, host: new URL(url).host },
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

function truncated(
  file: ModelFileName,
  received: number,
  total: number | null,
  cause?: unknown,
): EmbedError {
  return new EmbedError(
    "hub-truncated",
    "embed.download-cut",
    { ...file, received, total },
    { cause },
  );
}

function checkKind(file: ModelFileName, url: string, response: Response): void {
  const type = response.headers.get("content-type") ?? "";
  if (/text\/html/i.test(type))
    throw new EmbedError("hub-content", "embed.web-page", {
      ...file,
      host: new URL(url).host,
    });
}

async function readBody(
  response: Response,
  total: number | null,
  onBytes: (received: number) => void,
): Promise<Uint8Array<ArrayBuffer>> {
  const reader = response.body?.getReader();
  // One buffer where the size is known: large models fit only once.
  let bytes = new Uint8Array(total ?? 1 << 16);
  let received = 0;
  while (reader) {
    const { done, value } = await reader.read();
    if (done) break;
    if (received + value.length > bytes.length) {
      const larger = new Uint8Array(
        Math.max(2 * bytes.length, received + value.length),
      );
      larger.set(bytes.subarray(0, received));
      bytes = larger;
    }
    bytes.set(value, received);
    received += value.length;
    onBytes(received);
  }
  return received === bytes.length ? bytes : bytes.slice(0, received);
}

async function checkHash(
  file: ModelFileName,
  bytes: Uint8Array<ArrayBuffer>,
  expected: string | null,
): Promise<void> {
  // Only secure pages can compute it; sizes were compared in any case.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (expected === null || !subtle) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const sha256 = Array.from(digest, (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  if (sha256 !== expected)
    throw new EmbedError("hub-content", "embed.hash-differs", {
      ...file,
      sha256,
      expected,
    });
}
