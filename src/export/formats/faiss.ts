import { bytesOf, type ByteSink } from "./byteSink";

/*
 * Files as FAISS's own write_index and write_VectorTransform lay them out
 * (faiss/impl/index_write.cpp): little-endian, a four-letter name first.
 */

/** FAISS numbers its metrics; 1 is squared Euclidean distance. */
const METRIC_L2 = 1;

/** Small values in order; large arrays go to the sink directly. */
class FieldWriter {
  private readonly sink: ByteSink;

  constructor(sink: ByteSink) {
    this.sink = sink;
  }

  private number(
    sizeBytes: number,
    set: (view: DataView<ArrayBuffer>) => void,
  ): this {
    const view = new DataView(new ArrayBuffer(sizeBytes));
    set(view);
    this.sink.write(new Uint8Array(view.buffer));
    return this;
  }

  name(fourLetters: string): this {
    this.sink.write(new TextEncoder().encode(fourLetters));
    return this;
  }

  u8(value: number): this {
    return this.number(1, (view) => view.setUint8(0, value));
  }

  i32(value: number): this {
    return this.number(4, (view) => view.setInt32(0, value, true));
  }

  u64(value: number): this {
    return this.number(8, (view) => view.setBigUint64(0, BigInt(value), true));
  }

  /** The number of items, then the items: a std::vector. */
  vector(items: Float32Array | Uint8Array | BigInt64Array): this {
    this.u64(items.length);
    this.sink.write(bytesOf(items));
    return this;
  }

  /** What every float index begins with: dimensions, vectors, trained, metric. */
  indexHeader(dim: number, count: number): this {
    // Two numbers that FAISS no longer reads.
    this.i32(dim)
      .u64(count)
      .u64(2 ** 20)
      .u64(2 ** 20);
    return this.u8(1).i32(METRIC_L2);
  }

  binaryHeader(bits: number, count: number): this {
    return this.i32(bits)
      .i32(bits / 8)
      .u64(count)
      .u8(1)
      .i32(METRIC_L2);
  }
}

/** z = A x + bias: A is (outputs, inputs) row-major. */
export interface LinearTransform {
  readonly inputs: number;
  readonly outputs: number;
  readonly weights: Float32Array;
  readonly bias: Float32Array;
}

function writeTransform(
  out: FieldWriter,
  { inputs, outputs, weights, bias }: LinearTransform,
): void {
  out.name("LTra").u8(1).vector(weights).vector(bias);
  out.i32(inputs).i32(outputs).u8(1);
}

/** `faiss.read_VectorTransform` gives a LinearTransform with a bias. */
export function writeVectorTransform(
  sink: ByteSink,
  transform: LinearTransform,
): void {
  writeTransform(new FieldWriter(sink), transform);
}

/** Codes as FAISS packs them, with the id of each. */
export interface BinaryCodes {
  /** A multiple of 8. */
  readonly bits: number;
  /** (n, bits / 8), the first bit is the lowest of its byte. */
  readonly bytes: Uint8Array;
  /** (n,). */
  readonly ids: BigInt64Array;
}

/** `faiss.read_index_binary` gives an IndexBinaryIDMap over an IndexBinaryFlat. */
export function writeBinaryIndex(
  sink: ByteSink,
  { bits, bytes, ids }: BinaryCodes,
): void {
  const out = new FieldWriter(sink);
  out.name("IBMp").binaryHeader(bits, ids.length);
  out.name("IBxF").binaryHeader(bits, ids.length).vector(bytes);
  out.vector(ids);
}

/**
 * `faiss.read_index` gives an index that is searched with raw float vectors and
 * answers ids with Hamming distances: an IndexIDMap over an IndexPreTransform
 * of the linear transform and an IndexLSH without rotation and thresholds.
 */
export function writeFloatIndex(
  sink: ByteSink,
  transform: LinearTransform,
  { bits, bytes, ids }: BinaryCodes,
): void {
  const { inputs } = transform;
  const n = ids.length;
  const out = new FieldWriter(sink);
  out.name("IxMp").indexHeader(inputs, n);
  out.name("IxPT").indexHeader(inputs, n).i32(1);
  writeTransform(out, transform);
  out.name("IxHe").indexHeader(bits, n);
  // nbits, no rotation, no trained thresholds, their empty list, bytes per code.
  out
    .i32(bits)
    .u8(0)
    .u8(0)
    .u64(0)
    .i32(bits / 8);
  // The rotation that is not used: random rotation, no bias, empty A and b, not trained.
  out.name("rrot").u8(0).u64(0).u64(0).i32(bits).i32(bits).u8(0);
  out.vector(bytes).vector(ids);
}
