import type { ZipProblem } from "../model/faults/dataZip";
import type { Budget } from "./budget";
import { ByteCursor } from "./byteCursor";
import { DataError } from "./dataError";
import { MemberBytes } from "./zipMember";

const END_BYTES = 22;
const LONGEST_COMMENT = 0xffff;
const END_MARK = 0x06054b50;
const LOCATOR_BYTES = 20;
const LOCATOR_MARK = 0x07064b50;
const END64_BYTES = 56;
const END64_MARK = 0x06064b50;
const ENTRY_MARK = 0x02014b50;
const LOCAL_BYTES = 30;
const LOCAL_MARK = 0x04034b50;
const ENCRYPTED = 1;
const SIZES_FOLLOW = 8;
const U32 = 0xffffffff;
const U16 = 0xffff;
/** Deflate makes at most so many bytes of one. */
const MOST_EXPANSION = 1032;

/** A member as the archive's directory says it. */
export interface ZipEntry {
  readonly name: string;
  readonly flags: number;
  readonly method: "stored" | "deflated";
  readonly crc: number;
  readonly packedBytes: number;
  readonly sizeBytes: number;
  /** Where its own header begins. */
  readonly offset: number;
}

export function zipFault(
  file: string,
  problem: ZipProblem,
  member: string | null = null,
): DataError {
  return new DataError("unknown-format", "data.zip-malformed", {
    file,
    problem,
    member,
  });
}

async function bytesAt(file: Blob, from: number, to: number) {
  return new Uint8Array(await file.slice(from, to).arrayBuffer());
}

/** Where the directory lies, and what it should hold. */
interface Directory {
  readonly entries: number;
  readonly from: number;
  readonly to: number;
}

async function findDirectory(file: File): Promise<Directory> {
  const tailFrom = Math.max(0, file.size - END_BYTES - LONGEST_COMMENT);
  const tail = await bytesAt(file, tailFrom, file.size);
  const view = new DataView(tail.buffer);
  let at = tail.length - END_BYTES;
  // The end record's comment reaches the end of the file, or something follows the archive.
  while (
    at >= 0 &&
    !(
      view.getUint32(at, true) === END_MARK &&
      view.getUint16(at + 20, true) === tail.length - at - END_BYTES
    )
  )
    at--;
  if (at < 0) throw zipFault(file.name, "no-end");
  const end = {
    entries: view.getUint16(at + 10, true),
    size: view.getUint32(at + 12, true),
    from: view.getUint32(at + 16, true),
  };
  const to = tailFrom + at;
  if (end.entries !== U16 && end.size !== U32 && end.from !== U32)
    return checkedDirectory(file, end, to);
  const locatorAt = to - LOCATOR_BYTES;
  const locator = new ByteCursor(
    await bytesAt(file, Math.max(0, locatorAt), to),
    file.name,
  );
  if (locator.u32() !== LOCATOR_MARK) return checkedDirectory(file, end, to);
  locator.u32();
  const end64From = locator.u64();
  if (end64From !== locatorAt - END64_BYTES)
    throw zipFault(file.name, "directory");
  const end64 = new ByteCursor(
    await bytesAt(file, end64From, locatorAt),
    file.name,
  );
  if (end64.u32() !== END64_MARK) throw zipFault(file.name, "directory");
  end64.skip(28);
  const wide = {
    entries: end64.u64(),
    size: end64.u64(),
    from: end64.u64(),
  };
  return checkedDirectory(file, wide, end64From);
}

function checkedDirectory(
  file: File,
  { entries, size, from }: { entries: number; size: number; from: number },
  to: number,
): Directory {
  if (from + size !== to) throw zipFault(file.name, "directory");
  return { entries, from, to };
}

/**
 * The members of a zip by its directory; nothing is unpacked.
 *
 * @throws DataError "unknown-format" for what is no zip, for a directory that does not fit the
 *   file, names that come twice, encryption and methods other than deflate; "too-large".
 */
export async function readZip(
  file: File,
  budget: Budget,
): Promise<readonly ZipEntry[]> {
  const directory = await findDirectory(file);
  budget.spend("members", directory.entries);
  budget.spend("bytes", directory.to - directory.from);
  const cursor = new ByteCursor(
    await bytesAt(file, directory.from, directory.to),
    file.name,
  );
  const entries = new Map<string, ZipEntry>();
  for (let i = 0; i < directory.entries; i++) {
    const entry = readEntry(cursor, file.name);
    if (entries.has(entry.name))
      throw zipFault(file.name, "name-twice", entry.name);
    entries.set(entry.name, entry);
  }
  if (cursor.at !== directory.to - directory.from)
    throw zipFault(file.name, "directory");
  checkPlaces([...entries.values()], file.name, directory.from);
  return [...entries.values()];
}

function readEntry(cursor: ByteCursor, fileName: string): ZipEntry {
  if (cursor.u32() !== ENTRY_MARK) throw zipFault(fileName, "directory");
  cursor.skip(4);
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.skip(4);
  const crc = cursor.u32();
  let packedBytes = cursor.u32();
  let sizeBytes = cursor.u32();
  const nameBytes = cursor.u16();
  const extraBytes = cursor.u16();
  const commentBytes = cursor.u16();
  cursor.skip(8);
  let offset = cursor.u32();
  const name = cursor.text(nameBytes);
  const extraEnd = cursor.at + extraBytes;
  while (cursor.at + 4 <= extraEnd) {
    const id = cursor.u16();
    const end = cursor.u16() + cursor.at;
    if (end > extraEnd) throw zipFault(fileName, "directory", name);
    if (id === 1) {
      // Zip64: only what does not fit into 32 bits, in this order.
      if (sizeBytes === U32 && cursor.at + 8 <= end) sizeBytes = cursor.u64();
      if (packedBytes === U32 && cursor.at + 8 <= end)
        packedBytes = cursor.u64();
      if (offset === U32 && cursor.at + 8 <= end) offset = cursor.u64();
    }
    cursor.skip(end - cursor.at);
  }
  cursor.skip(extraEnd - cursor.at + commentBytes);
  if (flags & ENCRYPTED) throw zipFault(fileName, "encrypted", name);
  if (method !== 0 && method !== 8) throw zipFault(fileName, "method", name);
  const isStored = method === 0;
  if (
    isStored
      ? packedBytes !== sizeBytes
      : sizeBytes > packedBytes * MOST_EXPANSION
  )
    throw zipFault(fileName, "size", name);
  return {
    name,
    flags,
    method: isStored ? "stored" : "deflated",
    crc,
    packedBytes,
    sizeBytes,
    offset,
  };
}

/** Each member lies before the directory, and none inside another. */
function checkPlaces(
  entries: readonly ZipEntry[],
  fileName: string,
  directoryFrom: number,
): void {
  const ordered = [...entries].sort((a, b) => a.offset - b.offset);
  ordered.forEach(({ name, offset, packedBytes }, index) => {
    const next = ordered[index + 1]?.offset ?? directoryFrom;
    if (offset + LOCAL_BYTES + packedBytes > next)
      throw zipFault(fileName, "overlap", name);
  });
}

/**
 * The bytes of a member, unpacked as they are asked for. Its own header must say what the
 * directory says.
 *
 * @throws DataError "unknown-format".
 */
export async function openMember(
  file: File,
  entry: ZipEntry,
): Promise<MemberBytes> {
  const { name, offset } = entry;
  const start = await bytesAt(file, offset, offset + LOCAL_BYTES);
  const cursor = new ByteCursor(start, file.name);
  const isLocal = cursor.u32() === LOCAL_MARK;
  cursor.skip(2);
  const flags = cursor.u16();
  const method = cursor.u16();
  cursor.skip(4);
  const crc = cursor.u32();
  const packedBytes = cursor.u32();
  const sizeBytes = cursor.u32();
  const nameBytes = cursor.u16();
  const nameFrom = offset + LOCAL_BYTES;
  const from = nameFrom + nameBytes + cursor.u16();
  const localName = new TextDecoder().decode(
    await bytesAt(file, nameFrom, nameFrom + nameBytes),
  );
  const saysSize =
    flags & SIZES_FOLLOW ||
    (crc === entry.crc &&
      [U32, entry.packedBytes].includes(packedBytes) &&
      [U32, entry.sizeBytes].includes(sizeBytes));
  if (
    !isLocal ||
    localName !== name ||
    method !== (entry.method === "stored" ? 0 : 8) ||
    !saysSize ||
    from + entry.packedBytes > file.size
  )
    throw zipFault(file.name, "local-header", name);
  return new MemberBytes(file.slice(from, from + entry.packedBytes), {
    ...entry,
    fileName: file.name,
  });
}

/**
 * All bytes of a member, checked against its size and CRC-32.
 *
 * @throws DataError "unknown-format", "too-large" before anything is unpacked.
 */
export async function readMember(
  file: File,
  entry: ZipEntry,
  budget: Budget,
): Promise<Uint8Array<ArrayBuffer>> {
  budget.spend("bytes", entry.sizeBytes, `${file.name}:${entry.name}`);
  const member = await openMember(file, entry);
  const bytes = await member.read(0, entry.sizeBytes);
  await member.finish();
  return bytes;
}
