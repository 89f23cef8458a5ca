/** The buffers of the arrays directly inside `value`, to hand over and not to copy. */
export function buffersIn(value: unknown): ArrayBuffer[] {
  if (typeof value !== "object" || value === null) return [];
  const buffers = Object.values(value)
    .filter((part) => ArrayBuffer.isView(part))
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  return [...new Set(buffers)];
}
