/*
 * Hashes vectors and searches hashes as Bitsieve does; no dependencies.
 *
 *   const parameters = readParameters(bytesOf("parameters.safetensors"));
 *   const documents = readDocuments(bytesOf("documents.safetensors"));
 *   search(parameters, documents, vector, { limit: 500, threshold: 20 });
 *   // [{ id, distance }, ...], nearest first
 *
 * A vector must come from the model that the parameters were trained for, with
 * the same prefix before the text and scaled to length 1. Codes are bytes; bit 0
 * is the most significant bit of byte 0 (numpy.packbits).
 */

/** mean (d,), pca (d, b), rotation (b, b), row by row, and what stored values are made of. */
export interface Parameters {
  readonly dim: number;
  readonly bits: number;
  readonly mean: Float32Array;
  readonly pca: Float32Array;
  readonly rotation: Float32Array;
  readonly parts: readonly Part[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Documents {
  readonly ids: readonly number[];
  /** (n, bytesPerCode). */
  readonly codes: Uint8Array;
  readonly bytesPerCode: number;
  /** Beside the codes, (n, storedCount). */
  readonly stored: Stored;
  readonly storedCount: number;
}

type Stored = Uint8Array | Uint16Array | Float32Array | Float64Array;

export interface Hit {
  readonly id: number;
  readonly distance: number;
}

export interface SearchOptions {
  readonly limit: number;
  /** null or left out: no filter. */
  readonly threshold?: number | null;
  /** A document that must not answer. */
  readonly leftOut?: number | null;
}

type Values =
  Float32Array | Uint8Array | Uint16Array | Int32Array | BigInt64Array;

interface Tensor {
  readonly shape: readonly number[];
  readonly values: Values;
}

interface Entry {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly data_offsets: readonly number[];
}

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null;
}

function isNumbers(value: unknown): value is readonly number[] {
  return Array.isArray(value) && value.every(Number.isSafeInteger);
}

function entryOf(name: string, value: unknown): Entry {
  if (isObject(value)) {
    const { dtype, shape, data_offsets } = value;
    if (
      typeof dtype === "string" &&
      isNumbers(shape) &&
      isNumbers(data_offsets)
    )
      return { dtype, shape, data_offsets };
  }
  throw new Error(`The entry of “${name}” is malformed.`);
}

/** The arrays and the metadata of a .safetensors file. */
export function readSafetensors(file: Uint8Array): {
  readonly tensors: ReadonlyMap<string, Tensor>;
  readonly metadata: Readonly<Record<string, string>>;
} {
  const view = new DataView(file.buffer, file.byteOffset, file.byteLength);
  const base = 8 + Number(view.getBigUint64(0, true));
  const text = new TextDecoder().decode(file.subarray(8, base));
  const header: unknown = JSON.parse(text);
  if (!isObject(header)) throw new Error("The header is no object.");
  const tensors = new Map<string, Tensor>();
  const metadata: Record<string, string> = {};
  for (const [name, value] of Object.entries(header)) {
    if (name === "__metadata__") {
      if (isObject(value))
        for (const [key, content] of Object.entries(value))
          metadata[key] = String(content);
      continue;
    }
    const { dtype, shape, data_offsets } = entryOf(name, value);
    const [from, to] = data_offsets;
    tensors.set(name, {
      shape,
      values: valuesOf(dtype, file.slice(base + from, base + to).buffer),
    });
  }
  return { tensors, metadata };
}

function valuesOf(dtype: string, buffer: ArrayBuffer): Values {
  switch (dtype) {
    case "F32":
      return new Float32Array(buffer);
    case "U8":
      return new Uint8Array(buffer);
    case "U16":
      return new Uint16Array(buffer);
    case "I32":
      return new Int32Array(buffer);
    case "I64":
      return new BigInt64Array(buffer);
    default:
      throw new Error(`This module reads no ${dtype}.`);
  }
}

function tensorOf(tensors: ReadonlyMap<string, Tensor>, name: string): Tensor {
  const tensor = tensors.get(name);
  if (!tensor) throw new Error(`The file holds no array “${name}”.`);
  return tensor;
}

function floatsOf(tensors: ReadonlyMap<string, Tensor>, name: string) {
  const { values } = tensorOf(tensors, name);
  if (!(values instanceof Float32Array))
    throw new Error(`“${name}” must be F32.`);
  return values;
}

/** A norm may be so far from 1: half precision rounds unit vectors by about as much. */
const NORM_TOLERANCE = 1e-2;

/** Parameters from the bytes of parameters.safetensors. */
export function readParameters(file: Uint8Array): Parameters {
  const { tensors, metadata } = readSafetensors(file);
  for (const [name, value] of Object.entries(RULE))
    if (metadata[name] !== value)
      throw new Error(
        `This module's rule is for ${name} ${value}, the parameters say ${metadata[name]}.`,
      );
  const [dim, bits] = tensorOf(tensors, "pca").shape;
  return {
    dim,
    bits,
    mean: floatsOf(tensors, "mean"),
    pca: floatsOf(tensors, "pca"),
    rotation: floatsOf(tensors, "rotation"),
    parts: partsOf(tensors),
    metadata,
  };
}

/** Documents from the bytes of documents.safetensors. */
export function readDocuments(file: Uint8Array): Documents {
  const { tensors } = readSafetensors(file);
  const packed = tensorOf(tensors, "packed_hashes");
  if (!(packed.values instanceof Uint8Array))
    throw new Error("“packed_hashes” must be U8.");
  return {
    ids: Array.from(tensorOf(tensors, "ids").values, Number),
    codes: packed.values,
    bytesPerCode: packed.shape[1],
    ...readStored(tensors, packed.shape[0]),
  };
}

/** The stored arrays of `rows` documents side by side, row by row. */
function readStored(
  tensors: ReadonlyMap<string, Tensor>,
  rows: number,
): Pick<Documents, "stored" | "storedCount"> {
  const arrays = STORED.map((name) => {
    const { shape, values } = tensorOf(tensors, name);
    if (values instanceof BigInt64Array || values instanceof Int32Array)
      throw new Error(`“${name}” must be U8, U16 or F32.`);
    return { values, columns: shape[1] };
  });
  const storedCount = arrays.reduce((sum, { columns }) => sum + columns, 0);
  if (arrays.length === 1) return { stored: arrays[0].values, storedCount };
  const stored = new Float64Array(rows * storedCount);
  let first = 0;
  for (const { values, columns } of arrays) {
    for (let row = 0; row < rows; row++)
      for (let c = 0; c < columns; c++)
        stored[row * storedCount + first + c] = values[row * columns + c];
    first += columns;
  }
  return { stored, storedCount };
}

function pack(bits: readonly boolean[]): Uint8Array {
  const code = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, j) => {
    if (bit) code[j >> 3] |= 0x80 >> (j & 7);
  });
  return code;
}

/** vector @ matrix, the matrix row by row. */
function times(
  vector: ArrayLike<number>,
  matrix: Float32Array,
  columns: number,
): Float64Array {
  const result = new Float64Array(columns);
  for (let i = 0; i < vector.length; i++)
    for (let j = 0; j < columns; j++)
      result[j] += vector[i] * matrix[i * columns + j];
  return result;
}

/** (x - mean) @ pca @ rotation. */
export function project(
  parameters: Parameters,
  vector: ArrayLike<number>,
): Float64Array {
  const { dim, bits, mean, pca, rotation } = parameters;
  if (vector.length !== dim)
    throw new RangeError(
      `The vector has ${vector.length} dimensions, the parameters ${dim}.`,
    );
  const norm = Math.sqrt(dot(vector, vector));
  if (Math.abs(norm - 1) > NORM_TOLERANCE)
    throw new RangeError(
      `The vector has length ${norm.toFixed(4)}: scale it to length 1.`,
    );
  const centred = Float64Array.from(mean, (m, i) => vector[i] - m);
  return times(times(centred, pca, bits), rotation, bits);
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

/** The code of a vector and the values that are stored beside it. */
export function encode(
  parameters: Parameters,
  vector: ArrayLike<number>,
): { readonly code: Uint8Array; readonly stored: readonly number[] } {
  const z = project(parameters, vector);
  const code = pack(Array.from(z, (value) => value > 0));
  return { code, stored: storedOf(parameters, vector, code) };
}

/** Number of differing bits. */
export function hamming(a: Uint8Array, b: Uint8Array): number {
  let distance = 0;
  for (let i = 0; i < a.length; i++)
    for (let x = a[i] ^ b[i]; x !== 0; x &= x - 1) distance++;
  return distance;
}

/** The code as signed 64-bit words: columns h0, h1, ... of the SQL kits. */
export function signedWords(code: Uint8Array): bigint[] {
  const padded = new Uint8Array(Math.ceil(code.length / 8) * 8);
  padded.set(code);
  const view = new DataView(padded.buffer);
  return Array.from({ length: padded.length / 8 }, (_, i) =>
    view.getBigInt64(8 * i),
  );
}

// What this export stores, and which documents it keeps.

/** Arrays of documents.safetensors beside the codes. */
const STORED: readonly string[] = [];

type Part = never;

/** Nothing is stored beside the codes. */
const partsOf: (
  tensors: ReadonlyMap<string, Tensor>,
) => readonly Part[] = () => [];

/** Nothing is stored beside the codes. */
const storedOf: (
  parameters: Parameters,
  vector: ArrayLike<number>,
  code: Uint8Array,
) => readonly number[] = () => [];

/** The parameters that this rule was written for. */
const RULE: Readonly<Record<string, string>> = {};

/** Nothing is stored to filter by: every document is kept. */
export const keeps: (
  query: ArrayLike<number>,
  document: ArrayLike<number>,
  threshold: number | null,
) => boolean = () => true;

// End of what it keeps.

/** The nearest documents of a code by (distance, id), among those that the filter keeps. */
export function rank(
  documents: Documents,
  code: Uint8Array,
  stored: ArrayLike<number>,
  { limit, threshold = null, leftOut = null }: SearchOptions,
): Hit[] {
  const { ids, codes, bytesPerCode, storedCount } = documents;
  const hits: Hit[] = [];
  ids.forEach((id, row) => {
    if (id === leftOut) return;
    const at = row * storedCount;
    const own = documents.stored.subarray(at, at + storedCount);
    if (!keeps(stored, own, threshold)) return;
    const other = codes.subarray(row * bytesPerCode, (row + 1) * bytesPerCode);
    hits.push({ id, distance: hamming(code, other) });
  });
  hits.sort((a, b) => a.distance - b.distance || a.id - b.id);
  return hits.slice(0, limit);
}

/** The nearest documents of a vector: encode, then rank. */
export function search(
  parameters: Parameters,
  documents: Documents,
  vector: ArrayLike<number>,
  options: SearchOptions,
): Hit[] {
  const { code, stored } = encode(parameters, vector);
  return rank(documents, code, stored, options);
}
