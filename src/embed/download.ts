import { EmbedError } from "./embedError";

/** A connection that gives nothing for so long is given up. */
const stallAfterMs = 30_000;

export interface DownloadOptions {
  /** For messages: "onnx/model.onnx of Xenova/bge-m3". */
  readonly what: string;
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
  const { what, signal } = options;
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
    if (!response.ok) throw statusError(what, url, response.status);
    checkKind(what, url, response);
    const told = Number(response.headers.get("content-length") ?? NaN);
    const total = options.sizeBytes ?? (Number.isFinite(told) ? told : null);
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
    if (!isWhole) throw truncated(what, bytes.length, total);
    await checkHash(what, bytes, options.sha256);
    return bytes;
  } catch (error) {
    signal?.throwIfAborted();
    if (error instanceof EmbedError) throw error;
    if (stall.signal.aborted)
      throw new EmbedError(
        "hub-truncated",
        `${what}: nothing came for ${Math.round(waitMs / 1000)} seconds, after ${count(received)} bytes.`,
        "Check the connection and try again.",
        { cause: error },
      );
    if (isAnswered) throw truncated(what, received, options.sizeBytes, error);
    throw new EmbedError(
      "hub-unreachable",
      `${what} could not be loaded: ${new URL(url).host} does not answer.`,
      "Check the connection; a model that was downloaded before works without one.",
      { cause: error },
    );
  } finally {
    clearTimeout(timer);
  }
}

const count = (value: number) => value.toLocaleString("en");

function truncated(
  what: string,
  received: number,
  total: number | null,
  cause?: unknown,
): EmbedError {
  const of = total === null ? "" : ` of ${count(total)}`;
  return new EmbedError(
    "hub-truncated",
    `The download of ${what} ended after ${count(received)}${of} bytes.`,
    "Try again; nothing of the broken download was kept.",
    { cause },
  );
}

function statusError(what: string, url: string, status: number): EmbedError {
  const { host } = new URL(url);
  const hint =
    status === 404
      ? "Check the name; the repository may have no such file."
      : status === 401 || status === 403
        ? "It does not exist, is private, or its terms must be accepted first: choose a public model."
        : "Try again later.";
  return new EmbedError(
    "hub-status",
    `${host} answered ${status} for ${what}.`,
    hint,
  );
}

/** A page where a file should be: a login of the network, an error page. */
function checkKind(what: string, url: string, response: Response): void {
  const type = response.headers.get("content-type") ?? "";
  if (/text\/html/i.test(type))
    throw new EmbedError(
      "hub-content",
      `${new URL(url).host} answered with a web page in place of ${what}.`,
      "The network may ask for a login, or the address is not a hub's.",
    );
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
  what: string,
  bytes: Uint8Array<ArrayBuffer>,
  expected: string | null,
): Promise<void> {
  // Only secure pages can compute it; sizes were compared in any case.
  const subtle = (globalThis.crypto as Partial<Crypto> | undefined)?.subtle;
  if (expected === null || !subtle) return;
  const digest = new Uint8Array(await subtle.digest("SHA-256", bytes));
  const hex = Array.from(digest, (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
  if (hex !== expected)
    throw new EmbedError(
      "hub-content",
      `${what} is not the file that is listed: its SHA-256 is ${hex.slice(0, 12)}…, not ${expected.slice(0, 12)}….`,
      "Try again; if it stays so, the server gives a wrong file.",
    );
}
