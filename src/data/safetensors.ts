import { DataError } from "./dataError";
import type { NpyArray } from "./npy";

/** Largest header that is read: a few arrays need a few kilobytes. */
const MAX_HEADER_BYTES = 1 << 20;

/** Array types that trained parameters come in. */
const readers = {
  F32: (bytes: ArrayBuffer) => ({
    dtype: "f4" as const,
    data: new Float32Array(bytes),
  }),
  F64: (bytes: ArrayBuffer) => ({
    dtype: "f8" as const,
    data: new Float64Array(bytes),
  }),
  U8: (bytes: ArrayBuffer) => ({
    dtype: "u1" as const,
    data: new Uint8Array(bytes),
  }),
  I32: (bytes: ArrayBuffer) => ({
    dtype: "i4" as const,
    data: new Int32Array(bytes),
  }),
  I64: (bytes: ArrayBuffer) => ({
    dtype: "i8" as const,
    data: new BigInt64Array(bytes),
  }),
};

function isReadable(dtype: unknown): dtype is keyof typeof readers {
  return typeof dtype === "string" && Object.hasOwn(readers, dtype);
}

function isCounts(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((entry) => Number.isSafeInteger(entry) && Number(entry) >= 0)
  );
}

/**
 * The arrays of a `.safetensors` file by name: an 8-byte little-endian header
 * length, a JSON header with dtype, shape and data_offsets, then the raw values.
 * F32, F64, U8, I32 and I64 are read.
 *
 * @throws DataError "unknown-format", "truncated" or "wrong-dtype".
 */
export function readSafetensors(
  bytes: Uint8Array,
  fileName: string,
): Map<string, NpyArray> {
  const fail = (
    code: "unknown-format" | "truncated" | "wrong-dtype",
    what: string,
  ): never => {
    throw new DataError(
      code,
      fileName,
      `${fileName} is not a readable .safetensors file: ${what}.`,
      "Save it again with safetensors.numpy.save_file.",
    );
  };
  if (bytes.length < 8) fail("truncated", `it has ${bytes.length} bytes`);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes = Number(view.getBigUint64(0, true));
  if (headerBytes > MAX_HEADER_BYTES || 8 + headerBytes > bytes.length)
    fail("truncated", `its header should take ${headerBytes} bytes`);
  let header: unknown;
  try {
    header = JSON.parse(
      new TextDecoder("utf-8", { fatal: true }).decode(
        bytes.subarray(8, 8 + headerBytes),
      ),
    );
  } catch {
    fail("unknown-format", "its header is not JSON");
  }
  if (typeof header !== "object" || header === null)
    return fail("unknown-format", "its header is not an object");
  const arrays = new Map<string, NpyArray>();
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const {
      dtype,
      shape,
      data_offsets: offsets,
    } = Object(entry) as Record<string, unknown>;
    if (!isReadable(dtype))
      return fail("wrong-dtype", `“${name}” is ${JSON.stringify(dtype)}`);
    if (!isCounts(shape) || !isCounts(offsets) || offsets.length !== 2)
      return fail("unknown-format", `the entry of “${name}” is malformed`);
    const [start, end] = offsets;
    const base = 8 + headerBytes;
    if (end < start || base + end > bytes.length)
      return fail("truncated", `“${name}” ends at byte ${base + end}`);
    const raw = bytes.slice(base + start, base + end).buffer;
    const itemBytes = readers[dtype](new ArrayBuffer(0)).data.BYTES_PER_ELEMENT;
    const count = shape.reduce((product, side) => product * side, 1);
    if (raw.byteLength !== count * itemBytes)
      return fail(
        "unknown-format",
        `“${name}” of shape (${shape.join(", ")}) has ${raw.byteLength} bytes`,
      );
    arrays.set(name, { ...readers[dtype](raw), shape, fortranOrder: false });
  }
  return arrays;
}
