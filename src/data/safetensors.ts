import * as v from "valibot";
import {
  count,
  fitTo,
  isJsonObject,
  type JsonObject,
  jsonObjectOf,
} from "../model/json";
import { Budget } from "./budget";
import { DataError } from "./dataError";
import { elementsOf, type ElementType, itemBytesOf } from "./elements";
import type { NpyArray } from "./npy";
import { elementCount } from "./npyHeader";

/** Element types of the format that are read, by its names for them. */
const elementTypes: ReadonlyMap<string, ElementType> = new Map([
  ["F16", "f2"],
  ["BF16", "bf"],
  ["F32", "f4"],
  ["F64", "f8"],
  ["I8", "i1"],
  ["U8", "u1"],
  ["I16", "i2"],
  ["U16", "u2"],
  ["I32", "i4"],
  ["U32", "u4"],
  ["I64", "i8"],
  ["U64", "u8"],
  ["BOOL", "b1"],
]);

/** Types whose size is known and whose values are not read. */
const unreadBytes: ReadonlyMap<string, number> = new Map([
  ["F8_E4M3", 1],
  ["F8_E5M2", 1],
]);

/** The element type of a tensor's dtype; null for one that is not read. */
export function elementTypeOf(dtype: string): ElementType | null {
  return elementTypes.get(dtype) ?? null;
}

/** Bytes of one element; null for a dtype that is not known. */
function sizeOf(dtype: string): number | null {
  const type = elementTypeOf(dtype);
  return type ? itemBytesOf(type) : (unreadBytes.get(dtype) ?? null);
}

/** A tensor as the header says it. */
const tensorEntry = jsonObjectOf({
  dtype: v.string(),
  shape: v.array(count),
  data_offsets: v.tuple([count, count]),
});

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

/** The header as an object, and where the values begin. */
async function readHeader(file: File): Promise<{
  readonly header: JsonObject;
  readonly base: number;
}> {
  if (file.size < 8)
    throw new DataError("truncated", "data.safetensors-size", {
      file: file.name,
      bytes: file.size,
    });
  const start = new DataView(await file.slice(0, 8).arrayBuffer());
  const headerBytes = Number(start.getBigUint64(0, true));
  const base = 8 + headerBytes;
  if (base > file.size)
    throw new DataError("truncated", "data.safetensors-header-cut", {
      file: file.name,
      headerBytes,
    });
  new Budget(file.name).check("header-bytes", headerBytes);
  let header: unknown;
  try {
    const text = await file.slice(8, base).arrayBuffer();
    header = JSON.parse(new TextDecoder("utf-8", { fatal: true }).decode(text));
  } catch {
    throw new DataError("unknown-format", "data.safetensors-header-not-json", {
      file: file.name,
    });
  }
  if (!isJsonObject(header))
    throw new DataError("unknown-format", "data.safetensors-header-no-object", {
      file: file.name,
    });
  return { header, base };
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
  const { header, base } = await readHeader(file);
  const budget = new Budget(file.name);
  budget.spend("arrays", Object.keys(header).length);
  const places: TensorPlace[] = [];
  for (const [name, entry] of Object.entries(header)) {
    if (name === "__metadata__") continue;
    const fitting = fitTo(tensorEntry, entry);
    if (!fitting.fits)
      throw new DataError("unknown-format", "data.tensor-malformed", {
        file: file.name,
        tensor: name,
      });
    const { dtype, shape, data_offsets: offsets } = fitting.value;
    budget.check("axes", shape.length);
    const [from, to] = offsets;
    if (to < from || base + to > file.size)
      throw new DataError("truncated", "data.tensor-cut", {
        file: file.name,
        tensor: name,
        end: base + to,
      });
    const elements = elementCount(shape);
    const size = sizeOf(dtype);
    if (size !== null && to - from !== elements * size)
      throw new DataError("unknown-format", "data.tensor-size", {
        file: file.name,
        tensor: name,
        shape,
        bytes: to - from,
      });
    places.push({ name, dtype, shape, from: base + from, to: base + to });
  }
  checkPlaces(places, file, base);
  return places;
}

/** The tensors fill the file: none inside another, nothing between them or after the last. */
function checkPlaces(
  places: readonly TensorPlace[],
  { name: fileName, size }: File,
  base: number,
): void {
  const ordered = [...places].sort((a, b) => a.from - b.from);
  ordered.forEach(({ name, from }, index) => {
    const before = ordered[index - 1];
    if (before && before.to > from)
      throw new DataError("unknown-format", "data.tensors-overlap", {
        file: fileName,
        tensor: name,
        former: before.name,
        from,
      });
  });
  const used = ordered.reduce((sum, { from, to }) => sum + to - from, base);
  if (used !== size)
    throw new DataError("trailing-bytes", "data.tensors-unused-bytes", {
      file: fileName,
      unused: size - used,
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
  if (!isJsonObject(metadata)) return {};
  return Object.fromEntries(
    Object.entries(metadata).map(([key, value]) => [key, String(value)]),
  );
}

/**
 * All arrays of a `.safetensors` file by name, of all types that numpy has.
 *
 * @throws DataError "unknown-format", "truncated" or "wrong-dtype".
 */
export async function readSafetensors(
  file: File,
): Promise<Map<string, NpyArray>> {
  const arrays = new Map<string, NpyArray>();
  const budget = new Budget(file.name);
  for (const place of await readSafetensorsHeader(file)) {
    const { name, dtype, shape } = place;
    const type = elementTypeOf(dtype);
    // numpy's types have no bfloat16.
    if (type === null || type === "bf")
      throw new DataError("wrong-dtype", "data.tensor-dtype", {
        file: file.name,
        tensor: name,
        dtype,
      });
    budget.spend("bytes", place.to - place.from);
    const raw = await file.slice(place.from, place.to).arrayBuffer();
    arrays.set(name, {
      ...elementsOf(type, raw),
      shape: [...shape],
      fortranOrder: false,
    });
  }
  return arrays;
}
