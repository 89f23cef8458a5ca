import { bytesOf } from "./byteSink";

/** One array to write; its bytes are taken as they lie. */
export interface Tensor {
  readonly shape: readonly number[];
  readonly data:
    Float32Array | Uint8Array | Uint16Array | Int32Array | BigInt64Array;
}

function dtypeOf(data: Tensor["data"]): string {
  if (data instanceof Float32Array) return "F32";
  if (data instanceof Uint8Array) return "U8";
  if (data instanceof Uint16Array) return "U16";
  if (data instanceof Int32Array) return "I32";
  return "I64";
}

/**
 * A `.safetensors` file: the length of the header as u64, the header as JSON
 * (padded with spaces to 8 bytes, so that values lie aligned), then the values.
 * Arrays with wider items come first, whatever their order in `tensors`.
 *
 * @throws RangeError for a shape that does not fit its data.
 */
export function writeSafetensors(
  tensors: Readonly<Record<string, Tensor>>,
  metadata: Readonly<Record<string, string>>,
): Uint8Array<ArrayBuffer> {
  const entries = Object.entries(tensors).sort(
    ([, a], [, b]) => b.data.BYTES_PER_ELEMENT - a.data.BYTES_PER_ELEMENT,
  );
  const header: Record<string, unknown> = { __metadata__: metadata };
  let at = 0;
  for (const [name, { shape, data }] of entries) {
    const count = shape.reduce((product, side) => product * side, 1);
    if (count !== data.length)
      throw new RangeError(
        `${name}: shape (${shape.join(", ")}) needs ${count} values, got ${data.length}`,
      );
    header[name] = {
      dtype: dtypeOf(data),
      shape,
      data_offsets: [at, at + data.byteLength],
    };
    at += data.byteLength;
  }
  const json = new TextEncoder().encode(JSON.stringify(header));
  const headerBytes = Math.ceil(json.length / 8) * 8;
  const file = new Uint8Array(8 + headerBytes + at);
  new DataView(file.buffer).setBigUint64(0, BigInt(headerBytes), true);
  file.fill(0x20, 8, 8 + headerBytes);
  file.set(json, 8);
  let offset = 8 + headerBytes;
  for (const [, { data }] of entries) {
    file.set(bytesOf(data), offset);
    offset += data.byteLength;
  }
  return file;
}
