/** Emscripten's memory and the reading of the library that goes with it. */
export interface LibraryMemory {
  readonly HEAPU8: Uint8Array;
  _malloc(bytes: number): number;
  _free(at: number): void;
  get_dataset_data(
    file: bigint,
    path: string,
    count: bigint[] | null,
    offset: bigint[] | null,
    strides: bigint[] | null,
    to: bigint,
  ): number;
}

/**
 * Rows [from, to) of 16-bit floats as their bits: the library reads them, in the order of bytes
 * that this machine has, and knows no array for them.
 */
export function readHalfRows(
  memory: LibraryMemory,
  dataset: { readonly file_id: bigint; readonly path: string },
  { from, to, width }: { from: number; to: number; width: number },
): Uint16Array {
  const values = new Uint16Array((to - from) * width);
  if (values.length === 0) return values;
  const at = memory._malloc(values.byteLength);
  if (at === 0) throw new RangeError("Array buffer allocation failed");
  try {
    memory.get_dataset_data(
      dataset.file_id,
      dataset.path,
      [BigInt(to - from), BigInt(width)],
      [BigInt(from), 0n],
      [1n, 1n],
      BigInt(at),
    );
    // The memory may have grown, so it is asked for anew.
    new Uint8Array(values.buffer).set(
      memory.HEAPU8.subarray(at, at + values.byteLength),
    );
  } finally {
    memory._free(at);
  }
  return values;
}
