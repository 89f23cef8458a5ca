import { DataError } from "../dataError";

/** Sends a request without any header but Range, which needs no preflight. */
export async function request(
  url: string,
  fetchFn: typeof fetch,
  options: {
    readonly what: string;
    readonly signal: AbortSignal;
    readonly range?: string;
    readonly method?: "GET" | "HEAD";
  },
): Promise<Response> {
  const { what, signal, range, method = "GET" } = options;
  let response: Response;
  try {
    response = await fetchFn(url, {
      method,
      signal,
      ...(range === undefined ? {} : { headers: { Range: range } }),
    });
  } catch (error) {
    signal.throwIfAborted();
    throw new DataError(
      "download-failed",
      what,
      `${what} could not be loaded: ${new URL(url).host} does not answer, or does not let other pages read it (CORS).`,
      "Check the connection; or download the file and open it here from your disk.",
      { cause: error },
    );
  }
  if (!response.ok) throw statusError(what, url, response.status);
  return response;
}

function statusError(what: string, url: string, status: number): DataError {
  const hint =
    status === 404
      ? "Check the name or the address."
      : status === 401 || status === 403
        ? "It does not exist, is private, or its terms must be accepted first: choose a public one, or open a downloaded file."
        : status === 429
          ? "The server asks to wait: try again in some minutes."
          : "Try again later, or open a downloaded file.";
  return new DataError(
    "http-status",
    what,
    `${new URL(url).host} answered ${status} for ${what}.`,
    hint,
  );
}

/** The body of a response; a connection that breaks is told as such. */
export async function readBody(
  response: Response,
  what: string,
  signal: AbortSignal,
  onBytes: (received: number) => Promise<void> = () => Promise.resolve(),
): Promise<Uint8Array<ArrayBuffer>> {
  const parts: Uint8Array[] = [];
  let received = 0;
  try {
    const reader = response.body?.getReader();
    while (reader) {
      const { done, value } = await reader.read();
      if (done) break;
      parts.push(value);
      received += value.length;
      await onBytes(received);
    }
  } catch (error) {
    signal.throwIfAborted();
    throw cutOff(what, received, null, error);
  }
  const bytes = new Uint8Array(received);
  let offset = 0;
  for (const part of parts) {
    bytes.set(part, offset);
    offset += part.length;
  }
  return bytes;
}

export function cutOff(
  what: string,
  received: number,
  expected: number | null,
  cause?: unknown,
): DataError {
  return new DataError(
    "truncated",
    what,
    `The download of ${what} ended after ${received}${expected === null ? "" : ` of ${expected}`} bytes.`,
    "Try again: what was downloaded before is kept while the page is open.",
    { cause },
  );
}

/** A JSON answer. @throws DataError "bad-json" for anything else. */
export async function requestJson(
  url: string,
  fetchFn: typeof fetch,
  what: string,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await request(url, fetchFn, { what, signal });
  const bytes = await readBody(response, what, signal);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw new DataError(
      "bad-json",
      what,
      `${new URL(url).host} answered something else than JSON for ${what}.`,
      "The network may ask for a login, or the address is not a hub's.",
      { cause: error },
    );
  }
}
