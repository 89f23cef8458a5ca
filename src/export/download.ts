/** Browsers read the address after the click returns; none takes longer than this. */
const REVOKE_AFTER_MS = 60_000;

/** Hands a file to the visitor: the browser saves it, or asks where, under `name`. */
export function downloadFile(name: string, file: Blob): void {
  const url = URL.createObjectURL(file);
  const link = document.createElement("a");
  link.href = url;
  link.download = name;
  link.hidden = true;
  document.body.append(link);
  link.click();
  link.remove();
  setTimeout(() => {
    URL.revokeObjectURL(url);
  }, REVOKE_AFTER_MS);
}

/**
 * As `downloadFile`, for bytes in memory.
 *
 * @param mimeType for example "text/csv;charset=utf-8" or "application/octet-stream"
 */
export function downloadBytes(
  name: string,
  bytes: Uint8Array,
  mimeType: string,
): void {
  // The copy gives the blob a buffer of its own that nothing can change or share.
  downloadFile(name, new Blob([new Uint8Array(bytes)], { type: mimeType }));
}
