/** Where the bytes of a file go, in order. */
export interface ByteSink {
  /** Bytes written so far. */
  readonly sizeBytes: number;
  /** Takes the bytes before it returns: the caller may change them afterwards. */
  write(bytes: Uint8Array): void;
}

/** Keeps a file in memory. */
export class MemorySink implements ByteSink {
  private readonly chunks: Uint8Array[] = [];
  sizeBytes = 0;

  write(bytes: Uint8Array): void {
    this.chunks.push(bytes.slice());
    this.sizeBytes += bytes.length;
  }

  /** The whole file in a buffer of its own. */
  toBytes(): Uint8Array<ArrayBuffer> {
    const whole = new Uint8Array(this.sizeBytes);
    let at = 0;
    for (const chunk of this.chunks) {
      whole.set(chunk, at);
      at += chunk.length;
    }
    return whole;
  }
}

/** Writes a text as UTF-8. */
export function writeText(sink: ByteSink, text: string): void {
  sink.write(new TextEncoder().encode(text));
}

/** The bytes of a typed array, as they lie in memory (little-endian on every engine that runs this app). */
export function bytesOf(view: ArrayBufferView): Uint8Array {
  return new Uint8Array(view.buffer, view.byteOffset, view.byteLength);
}
