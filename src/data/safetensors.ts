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
  U16: (bytes: ArrayBuffer) => ({
    dtype: "u2" as const,
    data: new Uint16Array(bytes),
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

function isReadable(dtype: string): dtype is keyof typeof readers {
  return Object.hasOwn(readers, dtype);
}

function isCounts(value: unknown): value is number[] {
  return (
    Array.isArray(value) &&
    value.every((entry) => Number.isSafeInteger(entry) && Number(entry) >= 0)
  );
}

/** A tensor's place in its file. */
export interface TensorPlace {
  readonly name: string;
  /** As the header says it: "F32". */
  readonly dtype: string;
  readonly shape: readonly number[];
  /** Bytes [from, to) of the file. */
  readonly from: number;
  readonly to: number;
}

const itemBytes: Readonly<Record<string, number>> = {
  BOOL: 1,
  U8: 1,
  I8: 1,
  F8_E4M3: 1,
  F8_E5M2: 1,
  U16: 2,
  I16: 2,
  F16: 2,
  BF16: 2,
  U32: 4,
  I32: 4,
  F32: 4,
  U64: 8,
  I64: 8,
  F64: 8,
};

type Fault = "unknown-format" | "truncated" | "wrong-dtype";

function fault(fileName: string, code: Fault, what: string): DataError {
  return new DataError(
    code,
    fileName,
    `${fileName} is not a readable .safetensors file: ${what}.`,
    "Save it again with safetensors.numpy.save_file.",
  );
}

/** The header as an object, and where the values begin. */
async function readHeader(file: File): Promise<{
  readonly header: Readonly<Record<string, unknown>>;
  readonly base: number;
}> {
  const fail = (code: Fault, what: string) => fault(file.name, code, what);
  if (file.size < 8) throw fail("truncated", `it has ${file.size} bytes`);
  const start = new DataView(await file.slice(0, 8).arrayBuffer());
  const headerBytes = Number(start.getBigUint64(0, true));
  const base = 8 + headerBytes;
  if (headerBytes > MAX_HEADER_BYTES || base > file.size)
    throw fail("truncated", `its header should take ${headerBytes} bytes`);
  let header: unknown;
  try {
    const text = await file.slice(8, base).arrayBuffer();
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    throw fail("unknown-format", "its header is not JSON");
  }
  if (typeof header !== "object" || header === null)
    throw fail("unknown-format", "its header is not an object");
  return { header: { ...header }, base };
}

/**
 * The tensors of a `.safetensors` file: an 8-byte little-endian header length,
 * a JSON header with dtype, shape and data_offsets, then the raw values. Only
 * the header is read.
 *
 * @throws DataError "unknown-format" or "truncated".
 */
export async function readSafetensorsHeader(
  file: File,
): Promise<readonly TensorPlace[]> {
  const fail = (code: Fault, what: string) => fault(file.name, code, what);
  const { header, base } = await readHeader(file);
  const places: TensorPlace[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const {
      dtype,
      shape,
      data_offsets: offsets,
    } = Object(entry) as Record<string, unknown>;
    if (
      typeof dtype !== "string" ||
      !isCounts(shape) ||
      !isCounts(offsets) ||
      offsets.length !== 2
    )
      throw fail("unknown-format", `the entry of “${name}” is malformed`);
    const [from, to] = offsets;
    if (to < from || base + to > file.size)
      throw fail("truncated", `“${name}” ends at byte ${base + to}`);
    const count = shape.reduce((product, side) => product * side, 1);
    const size = itemBytes[dtype];
    if (size !== undefined && to - from !== count * size)
      throw fail(
        "unknown-format",
        `“${name}” of shape (${shape.join(", ")}) has ${to - from} bytes`,
      );
    places.push({ name, dtype, shape, from: base + from, to: base + to });
  }
  checkOverlap(places, fail);
  return places;
}

function checkOverlap(
  places: readonly TensorPlace[],
  fail: (code: Fault, what: string) => DataError,
): void {
  const ordered = [...places].sort((a, b) => a.from - b.from);
  ordered.forEach(({ name, from }, index) => {
    const before = ordered[index - 1];
    if (before && before.to > from)
      throw fail(
        "unknown-format",
        `“${name}” begins inside “${before.name}”, at byte ${from}`,
      );
  });
}

/**
 * What a `.safetensors` file says beside its arrays: texts by name.
 *
 * @throws DataError as `readSafetensorsHeader`.
 */
export async function readSafetensorsMetadata(
  file: File,
): Promise<Readonly<Record<string, string>>> {
  const metadata = (await readHeader(file)).header["__metadata__"];
  if (typeof metadata !== "object" || metadata === null) return {};
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, String(value)]),
  );
}

/**
 * All arrays of a `.safetensors` file by name. F32, F64, U8, U16, I32 and I64 are read.
 *
 * @throws DataError "unknown-format", "truncated" or "wrong-dtype".
 */
export async function readSafetensors(
  file: File,
): Promise<Map<string, NpyArray>> {
  const arrays = new Map<string, NpyArray>();
  for (const place of await readSafetensorsHeader(file)) {
    const { name, dtype, shape } = place;
    if (!isReadable(dtype))
      throw fault(file.name, "wrong-dtype", `“${name}” is ${dtype}`);
    const raw = await file.slice(place.from, place.to).arrayBuffer();
    arrays.set(name, {
      ...readers[dtype](raw),
      shape: [...shape],
      fortranOrder: false,
    });
  }
  return arrays;
}
