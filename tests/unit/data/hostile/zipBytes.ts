import { crc32, deflateRawSync } from "node:zlib";

/** A member to write, with what its headers should say instead of the truth. */
export interface WrittenMember {
  readonly name: string;
  readonly content: Uint8Array;
  readonly deflated?: boolean;
  readonly crc?: number;
  readonly sizeBytes?: number;
  readonly flags?: number;
  /** In its own header only. */
  readonly localName?: string;
}

export interface WrittenZip {
  /** Members that the end record counts. */
  readonly entries?: number;
  readonly directoryFrom?: number;
  readonly after?: Uint8Array;
}

/** A zip, written without any library, so that each field can lie. */
export function zipOf(
  members: readonly WrittenMember[],
  { entries = members.length, directoryFrom, after }: WrittenZip = {},
): Uint8Array<ArrayBuffer> {
  const parts: Uint8Array[] = [];
  const directory: Uint8Array[] = [];
  let offset = 0;
  for (const member of members) {
    const { content, deflated = false, flags = 0 } = member;
    const packed = deflated ? deflateRawSync(content) : content;
    const fields = [
      0,
      member.crc ?? crc32(content),
      packed.length,
      member.sizeBytes ?? content.length,
    ];
    const head = (name: string) => {
      const bytes = new Uint8Array(26);
      const view = new DataView(bytes.buffer);
      view.setUint16(0, 20, true);
      view.setUint16(2, flags, true);
      view.setUint16(4, deflated ? 8 : 0, true);
      fields.forEach((field, i) => view.setUint32(6 + 4 * i, field, true));
      view.setUint16(22, new TextEncoder().encode(name).length, true);
      return bytes;
    };
    const localName = member.localName ?? member.name;
    const local = [
      Uint8Array.of(0x50, 0x4b, 3, 4),
      head(localName),
      new TextEncoder().encode(localName),
      packed,
    ];
    const tail = new Uint8Array(14);
    new DataView(tail.buffer).setUint32(10, offset, true);
    directory.push(
      Uint8Array.of(0x50, 0x4b, 1, 2, 20, 0),
      head(member.name),
      tail.subarray(0, 0),
      tail,
      new TextEncoder().encode(member.name),
    );
    parts.push(...local);
    offset += local.reduce((sum, { length }) => sum + length, 0);
  }
  const size = directory.reduce((sum, { length }) => sum + length, 0);
  const end = new Uint8Array(22);
  const view = new DataView(end.buffer);
  view.setUint32(0, 0x06054b50, true);
  view.setUint16(8, entries, true);
  view.setUint16(10, entries, true);
  view.setUint32(12, size, true);
  view.setUint32(16, directoryFrom ?? offset, true);
  return new Uint8Array(
    Buffer.concat([...parts, ...directory, end, after ?? new Uint8Array(0)]),
  );
}
