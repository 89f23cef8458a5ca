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

/** mean (d,), pca (d, b), rotation (b, b), row by row, and the pivots. */
export interface Parameters {
  readonly dim: number;
  readonly bits: number;
  readonly mean: Float32Array;
  readonly pca: Float32Array;
  readonly rotation: Float32Array;
  /** Where the pivots are compared: "hamming", or a real space. */
  readonly space: string;
  /** Codes of the pivots, or their vectors in a real space. */
  readonly pivots: readonly (Uint8Array | Float32Array)[];
  readonly metadata: Readonly<Record<string, string>>;
}

export interface Documents {
  readonly ids: readonly number[];
  /** (n, bytesPerCode). */
  readonly codes: Uint8Array;
  readonly bytesPerCode: number;
  /** (n, pivots). */
  readonly pivotDistances: Uint8Array | Uint16Array | Float32Array;
  readonly pivotCount: number;
}

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
    space: metadata.pivot_space ?? "",
    pivots: pivotsOf(tensors.get("pivots")),
    metadata,
  };
}

function pivotsOf(tensor: Tensor | undefined): Parameters["pivots"] {
  if (!tensor) return [];
  const { shape, values } = tensor;
  const [count, width] = shape;
  return Array.from({ length: count }, (_, i) => {
    if (values instanceof Float32Array)
      return values.slice(i * width, (i + 1) * width);
    const row = Array.from({ length: width }, (_, j) => values[i * width + j]);
    return pack(row.map((bit) => Number(bit) === 1));
  });
}

/** Documents from the bytes of documents.safetensors. */
export function readDocuments(file: Uint8Array): Documents {
  const { tensors } = readSafetensors(file);
  const packed = tensorOf(tensors, "packed_hashes");
  const distances = tensors.get("pivot_distances") ?? {
    shape: [0, 0],
    values: new Uint8Array(),
  };
  if (!(packed.values instanceof Uint8Array))
    throw new Error("“packed_hashes” must be U8.");
  const { values } = distances;
  if (values instanceof BigInt64Array || values instanceof Int32Array)
    throw new Error("“pivot_distances” must be U8, U16 or F32.");
  return {
    ids: Array.from(tensorOf(tensors, "ids").values, Number),
    codes: packed.values,
    bytesPerCode: packed.shape[1],
    pivotDistances: values,
    pivotCount: distances.shape[1],
  };
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
  if (Math.abs(norm - 1) > 1e-3)
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

/** The code of a vector and its distance to each pivot. */
export function encode(
  parameters: Parameters,
  vector: ArrayLike<number>,
): { readonly code: Uint8Array; readonly pivotDistances: readonly number[] } {
  const z = project(parameters, vector);
  const code = pack(Array.from(z, (value) => value > 0));
  return {
    code,
    pivotDistances: parameters.pivots.map((pivot) =>
      pivot instanceof Uint8Array
        ? hamming(code, pivot)
        : realDistance(parameters.space, vector, pivot),
    ),
  };
}

function realDistance(
  space: string,
  a: ArrayLike<number>,
  b: ArrayLike<number>,
): number {
  const scale = Math.sqrt(dot(a, a) * dot(b, b));
  const cosine = scale > 0 ? dot(a, b) / scale : 0;
  return Math.fround(
    space === "cosine"
      ? 1 - cosine
      : Math.acos(Math.max(-1, Math.min(1, cosine))),
  );
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

// The keep rule of this export.

/** The parameters that this rule was written for. */
const RULE: Readonly<Record<string, string>> = {};

/** Nothing is stored to filter by: every document is kept. */
export const keeps: (
  query: ArrayLike<number>,
  document: ArrayLike<number>,
  threshold: number | null,
) => boolean = () => true;

// End of the keep rule.

/** The nearest documents of a code by (distance, id), among those that the filter keeps. */
export function rank(
  documents: Documents,
  code: Uint8Array,
  pivotDistances: ArrayLike<number>,
  { limit, threshold = null, leftOut = null }: SearchOptions,
): Hit[] {
  const { ids, codes, bytesPerCode, pivotCount } = documents;
  const hits: Hit[] = [];
  ids.forEach((id, row) => {
    if (id === leftOut) return;
    const at = row * pivotCount;
    const own = documents.pivotDistances.subarray(at, at + pivotCount);
    if (!keeps(pivotDistances, own, threshold)) return;
    const stored = codes.subarray(row * bytesPerCode, (row + 1) * bytesPerCode);
    hits.push({ id, distance: hamming(code, stored) });
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
  const { code, pivotDistances } = encode(parameters, vector);
  return rank(documents, code, pivotDistances, options);
}
