import type { Requested } from "../../model/faults/dataRemote";
import { DataError } from "../dataError";

/** Sends a request without any header but Range, which needs no preflight. */
export async function request(
  url: string,
  fetchFn: typeof fetch,
  options: {
    readonly asked: Requested;
    readonly signal: AbortSignal;
    readonly range?: string;
    readonly method?: "GET" | "HEAD";
  },
): Promise<Response> {
  const { asked, signal, range, method = "GET" } = options;
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
      "data.host-silent",
      { ...asked, host: new URL(url).host },
      { cause: error },
    );
  }
  if (!response.ok)
    throw new DataError("http-status", "data.host-status", {
      ...asked,
      host: new URL(url).host,
      status: response.status,
    });
  return response;
}

/** The body of a response; a connection that breaks is told as such. */
export async function readBody(
  response: Response,
  asked: Requested,
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
    throw cutOff(asked, received, null, error);
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
  asked: Requested,
  received: number,
  expected: number | null,
  cause?: unknown,
): DataError {
  return new DataError(
    "truncated",
    "data.download-cut",
    { ...asked, received, expected },
    { cause },
  );
}

/** A JSON answer. @throws DataError "bad-json" for anything else. */
export async function requestJson(
  url: string,
  fetchFn: typeof fetch,
  asked: Requested,
  signal: AbortSignal,
): Promise<unknown> {
  const response = await request(url, fetchFn, { asked, signal });
  const bytes = await readBody(response, asked, signal);
  try {
    return JSON.parse(new TextDecoder().decode(bytes)) as unknown;
  } catch (error) {
    throw new DataError(
      "bad-json",
      "data.answer-not-json",
      { ...asked, host: new URL(url).host },
      { cause: error },
    );
  }
}
