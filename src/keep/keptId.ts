import { canonicalJson } from "../numeric/canonicalJson";
import type { KeptText, KeptTexts } from "./types";

/** The texts with their lengths before them: no two lists give the same bytes. */
function bytesOf(texts: readonly KeptText[]): Uint8Array {
  const encoder = new TextEncoder();
  const parts = texts.map(({ text }) => encoder.encode(text));
  const size = parts.reduce((sum, part) => sum + 4 + part.length, 4);
  const bytes = new Uint8Array(size);
  const view = new DataView(bytes.buffer);
  view.setUint32(0, parts.length, true);
  let offset = 4;
  for (const part of parts) {
    view.setUint32(offset, part.length, true);
    bytes.set(part, offset + 4);
    offset += 4 + part.length;
  }
  return bytes;
}

export function hexOf(digest: ArrayBuffer): string {
  return Array.from(new Uint8Array(digest), (byte) =>
    byte.toString(16).padStart(2, "0"),
  ).join("");
}

/**
 * Hex SHA-256 over settings and texts: the same work has the same id. Titles
 * and ids of texts do not count, nor does the order of the settings' keys.
 */
export async function keptId(
  settings: Readonly<Record<string, unknown>>,
  { documents, queries }: KeptTexts,
): Promise<string> {
  const head = new TextEncoder().encode(`${canonicalJson(settings)}\n`);
  const blob = new Blob([
    head,
    new Uint8Array(bytesOf(documents)),
    new Uint8Array(bytesOf(queries)),
  ]);
  return hexOf(await crypto.subtle.digest("SHA-256", await blob.arrayBuffer()));
}
