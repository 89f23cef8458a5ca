/** An .npy of format version 1 or 2 whose header ends with spaces up to so many bytes. */
export function npyOf(
  shape: string,
  data: Uint8Array = new Uint8Array(0),
  options: {
    readonly descr?: string;
    readonly headerBytes?: number;
    readonly declaredBytes?: number;
  } = {},
): Uint8Array<ArrayBuffer> {
  const { descr = "<f4", headerBytes = 118 } = options;
  const dict = `{'descr': '${descr}', 'fortran_order': False, 'shape': ${shape}, }`;
  const header = new TextEncoder().encode(`${dict.padEnd(headerBytes - 1)}\n`);
  const isFirst = header.length < 1 << 16;
  const prefix = new Uint8Array(isFirst ? 10 : 12);
  prefix.set([0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, isFirst ? 1 : 2, 0]);
  const view = new DataView(prefix.buffer);
  const declared = options.declaredBytes ?? header.length;
  if (isFirst) view.setUint16(8, declared, true);
  else view.setUint32(8, declared, true);
  const bytes = new Uint8Array(prefix.length + header.length + data.length);
  bytes.set(prefix);
  bytes.set(header, prefix.length);
  bytes.set(data, prefix.length + header.length);
  return bytes;
}

export const floatBytes = (...values: number[]): Uint8Array =>
  new Uint8Array(Float32Array.from(values).buffer);
