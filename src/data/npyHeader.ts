import type { NpyHeaderPart } from "../model/faults/dataNpy";
import { Budget } from "./budget";
import { DataError } from "./dataError";
import { itemSizeOf, parseDescr } from "./npyDtype";
import type { NpyDtype } from "./npyDtype";

/** What the first bytes of an .npy file say about the rest. */
export interface NpyHeader {
  dtype: NpyDtype;
  bigEndian: boolean;
  fortranOrder: boolean;
  shape: number[];
  /** Where the numbers begin. */
  dataOffset: number;
}

const MAGIC = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59]; // \x93NUMPY
const PREFIX_BYTES_V1 = 10;
const PREFIX_BYTES_V2 = 12;

/** numpy leaves room for the first axis to grow to 21 digits without moving the data. */
const GROWTH_AXIS_DIGITS = 21;
const HEADER_ALIGNMENT = 64;

/** Number of elements of an array of this shape; 1 for shape (), 0 where an axis is 0. */
export function elementCount(shape: readonly number[]): number {
  // Sizes whose product is beyond every number would make NaN of a zero.
  if (shape.includes(0)) return 0;
  return shape.reduce((product, size) => product * size, 1);
}

/** The shape as numpy prints it: (), (3,), (3, 4). */
export function formatShape(shape: readonly number[]): string {
  return shape.length === 1 ? `(${shape[0]},)` : `(${shape.join(", ")})`;
}

/** What is read first of an .npy file: it says how long the header is. */
export const npyPrefixBytes = PREFIX_BYTES_V2;

/**
 * Where the numbers begin, by the first `npyPrefixBytes` of a file.
 *
 * @throws DataError "empty", "not-npy", "truncated", or "too-large" for a header that no array needs.
 */
export function npyDataOffset(bytes: Uint8Array, fileName: string): number {
  checkMagic(bytes, fileName);
  const major = bytes[6];
  const minor = bytes[7];
  if (major < 1 || major > 3 || minor !== 0) {
    throw new DataError("not-npy", "data.npy-version", {
      file: fileName,
      major,
      minor,
    });
  }
  const prefixBytes = major === 1 ? PREFIX_BYTES_V1 : PREFIX_BYTES_V2;
  requireBytes(bytes, prefixBytes, fileName);
  const view = new DataView(bytes.buffer, bytes.byteOffset, bytes.byteLength);
  const headerBytes =
    major === 1 ? view.getUint16(8, true) : view.getUint32(8, true);
  new Budget(fileName).check("header-bytes", headerBytes);
  return prefixBytes + headerBytes;
}

/**
 * Reads the header of an .npy file of format version 1, 2 or 3 (numpy.lib.format, NEP 1).
 *
 * The header is a Python dict literal; it is parsed by a small grammar of its own that accepts
 * exactly the keys descr, fortran_order and shape, and nothing is evaluated.
 *
 * @throws DataError "empty", "not-npy", "truncated", or "wrong-dtype" for an element type that
 *   holds no plain numbers.
 */
export function readNpyHeader(bytes: Uint8Array, fileName: string): NpyHeader {
  const dataOffset = npyDataOffset(bytes, fileName);
  const prefixBytes = bytes[6] === 1 ? PREFIX_BYTES_V1 : PREFIX_BYTES_V2;
  requireBytes(bytes, dataOffset, fileName);
  // Latin-1 by the format (UTF-8 in version 3). Everything that the grammar accepts is ASCII.
  const text = new TextDecoder("latin1").decode(
    bytes.subarray(prefixBytes, dataOffset),
  );
  const { descr, fortranOrder, shape } = parseHeaderDict(text, fileName);
  return { ...parseDescr(descr, fileName), fortranOrder, shape, dataOffset };
}

/**
 * The header that np.save writes for a C-ordered array: format version 1.0, data aligned to 64
 * bytes, and the spare room for a growing first axis (as numpy 2.4 writes it, byte for byte).
 */
export function formatNpyHeader(
  dtype: NpyDtype,
  shape: readonly number[],
): Uint8Array {
  const descr = (itemSizeOf(dtype) === 1 ? "|" : "<") + dtype;
  const spare =
    shape.length === 0 ? 0 : GROWTH_AXIS_DIGITS - String(shape[0]).length;
  const dict =
    `{'descr': '${descr}', 'fortran_order': False, ` +
    `'shape': ${formatShape(shape)}, }` +
    " ".repeat(spare);
  const unpadded = PREFIX_BYTES_V1 + dict.length + 1;
  // A whole alignment when nothing is missing: that is what numpy does.
  const padding = HEADER_ALIGNMENT - (unpadded % HEADER_ALIGNMENT);
  const header = new Uint8Array(unpadded + padding);
  header.set([...MAGIC, 1, 0]);
  new DataView(header.buffer).setUint16(
    8,
    header.length - PREFIX_BYTES_V1,
    true,
  );
  header.set(
    new TextEncoder().encode(`${dict}${" ".repeat(padding)}\n`),
    PREFIX_BYTES_V1,
  );
  return header;
}

function checkMagic(bytes: Uint8Array, fileName: string): void {
  if (bytes.length === 0) {
    throw new DataError("empty", "data.npy-empty", { file: fileName });
  }
  const compared = Math.min(bytes.length, MAGIC.length);
  for (let index = 0; index < compared; index++) {
    if (bytes[index] === MAGIC[index]) continue;
    const isZip = bytes[0] === 0x50 && bytes[1] === 0x4b;
    throw new DataError(
      "not-npy",
      isZip ? "data.npy-is-zip" : "data.npy-mark-missing",
      { file: fileName },
    );
  }
  requireBytes(bytes, 8, fileName);
}

function requireBytes(
  bytes: Uint8Array,
  needed: number,
  fileName: string,
): void {
  if (bytes.length >= needed) return;
  throw new DataError("truncated", "data.npy-header-cut", {
    file: fileName,
    needed,
    bytes: bytes.length,
  });
}

interface HeaderFields {
  descr: string;
  fortranOrder: boolean;
  shape: number[];
}

/** `{'descr': <string>, 'fortran_order': <bool>, 'shape': <tuple of int>}`, keys in any order. */
function parseHeaderDict(text: string, fileName: string): HeaderFields {
  const budget = new Budget(fileName);
  let position = 0;

  function fail(expected: NpyHeaderPart): DataError {
    return new DataError("not-npy", "data.npy-header-damaged", {
      file: fileName,
      expected,
      character: position,
    });
  }
  /** Takes the next token, after any spaces, when it matches. */
  function accept(token: RegExp): string | null {
    const sticky = new RegExp(`[ \\n]*(?:${token.source})`, "y");
    sticky.lastIndex = position;
    const match = sticky.exec(text);
    if (match === null) return null;
    position = sticky.lastIndex;
    return match[0].trim();
  }
  function expect(token: RegExp, expected: NpyHeaderPart): string {
    const accepted = accept(token);
    if (accepted === null) throw fail(expected);
    return accepted;
  }
  function readString(expected: NpyHeaderPart): string {
    return expect(/'[^'\\]*'|"[^"\\]*"/, expected).slice(1, -1);
  }
  function readDescr(): string {
    if (accept(/\[/) !== null) {
      throw new DataError("wrong-dtype", "data.npy-records", {
        file: fileName,
      });
    }
    return readString("element-type");
  }
  function readShape(): number[] {
    expect(/\(/, "(");
    const shape: number[] = [];
    // Python 2 wrote sizes with the suffix L.
    for (;;) {
      const size = accept(/\d+L?/);
      if (size === null) break;
      const count = Number.parseInt(size, 10);
      if (!Number.isSafeInteger(count)) throw fail("size");
      shape.push(count);
      budget.check("axes", shape.length);
      if (accept(/,/) === null) {
        if (shape.length === 1) throw fail(",");
        break;
      }
    }
    expect(/\)/, ")");
    return shape;
  }

  let descr: string | null = null;
  let fortranOrder: boolean | null = null;
  let shape: number[] | null = null;
  expect(/\{/, "{");
  while (accept(/\}/) === null) {
    const key = readString("key-or-end");
    expect(/:/, ":");
    if (key === "descr" && descr === null) {
      descr = readDescr();
    } else if (key === "fortran_order" && fortranOrder === null) {
      fortranOrder = expect(/True|False/, "true-or-false") === "True";
    } else if (key === "shape" && shape === null) {
      shape = readShape();
    } else {
      throw fail("each-once");
    }
    if (accept(/,/) === null) {
      expect(/\}/, ", or }");
      break;
    }
  }
  expect(/$/, "end");
  if (descr === null || fortranOrder === null || shape === null) {
    throw fail("each");
  }
  return { descr, fortranOrder, shape };
}
