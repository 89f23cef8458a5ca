import { DataError } from "./dataError";

/** Reads little-endian values one after the other. Every read throws DataError "truncated" at the end. */
export class ByteCursor {
  /** The next byte. */
  at = 0;
  private readonly bytes: Uint8Array;
  private readonly view: DataView;
  private readonly fileName: string;

  constructor(bytes: Uint8Array, fileName: string) {
    this.bytes = bytes;
    this.view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
    this.fileName = fileName;
  }

  /** Bytes that are yet to be read. */
  get left(): number {
    return this.bytes.length - this.at;
  }

  startsWith(byte: number): boolean {
    return this.bytes[0] === byte;
  }

  u8(): number {
    return this.view.getUint8(this.advance(1));
  }

  u16(): number {
    return this.view.getUint16(this.advance(2), true);
  }

  u32(): number {
    return this.view.getUint32(this.advance(4), true);
  }

  i32(): number {
    return this.view.getInt32(this.advance(4), true);
  }

  /** A whole number that a length can be. */
  u64(): number {
    return Number(this.view.getBigUint64(this.advance(8), true));
  }

  /** A pickle's float is big-endian. */
  f64(): number {
    return this.view.getFloat64(this.advance(8));
  }

  /** A signed number of so many bytes; NaN where it is beyond exact ones. */
  long(count: number): number {
    const from = this.advance(count);
    if (count > 6) return NaN;
    let value = 0;
    for (let i = count - 1; i >= 0; i--)
      value = value * 256 + this.bytes[from + i];
    const isNegative = count > 0 && this.bytes[from + count - 1] >= 0x80;
    return isNegative ? value - 256 ** count : value;
  }

  raw(count: number): Uint8Array {
    const from = this.advance(count);
    return this.bytes.slice(from, from + count);
  }

  skip(count: number): void {
    this.advance(count);
  }

  text(count: number): string {
    return new TextDecoder().decode(this.raw(count));
  }

  /** The text up to the next line end, which is passed over. */
  line(): string {
    const end = this.bytes.indexOf(0x0a, this.at);
    const text = this.text((end < 0 ? this.bytes.length + 1 : end) - this.at);
    this.advance(1);
    return text;
  }

  /** Moves over `count` bytes and returns where they begin. */
  private advance(count: number): number {
    const from = this.at;
    if (count > this.bytes.length - from)
      throw new DataError("truncated", "data.value-cut", {
        file: this.fileName,
        bytes: this.bytes.length,
      });
    this.at += count;
    return from;
  }
}
