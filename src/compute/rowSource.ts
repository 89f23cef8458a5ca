/** Rows of an operand as a device's kernels read them. */
export interface RowSource {
  /** What names the operand: the same array is never uploaded twice. */
  readonly key: object;
  /** For labels and errors. */
  readonly name: string;
  readonly rows: number;
  /** Bytes of one row on the device, a multiple of 4. */
  readonly rowBytes: number;
  /** Rows [start, end) in the device's layout. */
  read(start: number, end: number): Uint8Array<ArrayBufferLike>;
}

/** A few numbers that are bound as one row. */
export function constantRow(
  name: string,
  values: Float32Array | Uint32Array,
): RowSource {
  return {
    key: values,
    name,
    rows: 1,
    rowBytes: values.byteLength,
    read: () =>
      new Uint8Array(values.buffer, values.byteOffset, values.byteLength),
  };
}
