import { parseNpy } from "../data/npy";
import { halfToFloat32 } from "../numeric/half";
import { Fault, type Faults } from "../model/fault";
import type { PasteFaults } from "../model/faults/record";
import type { ParityRequest } from "../model/parityReport";

/** What tells the parts of a paste from each other. */
export interface ParityShape {
  readonly dim: number;
  readonly bits: number;
  /** Values that the structure stores of a document. */
  readonly columns: number;
}

export type ParityParts = Pick<
  ParityRequest,
  "vector" | "code" | "pivotDistances" | "ids"
> & { readonly id?: number; readonly kind?: "document" | "query" };

/** A paste or a file that is none of what can be compared. */
export class ParityInputError<
  N extends keyof PasteFaults = keyof PasteFaults,
> extends Fault<N> {
  readonly code = "bad-config";

  constructor(name: N, params: Faults[N]) {
    super(name, params);
    this.name = "ParityInputError";
  }
}

const isNumbers = (value: unknown): value is number[] =>
  Array.isArray(value) && value.every((part) => typeof part === "number");

function isObject(value: unknown): value is Readonly<Record<string, unknown>> {
  return typeof value === "object" && value !== null && !Array.isArray(value);
}

/** Numbers by their count: a code of 0 and 1, pivot distances, or a vector. */
function ofNumbers(values: readonly number[], shape: ParityShape): ParityParts {
  const isBits = values.every((value) => value === 0 || value === 1);
  if (isBits && values.length === shape.bits) return { code: values.join("") };
  if (values.length === Math.ceil(shape.bits / 8) && values.every(isByte))
    return { code: values.map(hexOfByte).join("") };
  if (values.length === shape.columns && values.length !== shape.dim)
    return { pivotDistances: values };
  return { vector: values };
}

const isByte = (value: number) =>
  Number.isInteger(value) && value >= 0 && value <= 255;
const hexOfByte = (value: number) => value.toString(16).padStart(2, "0");

function ofObject(
  value: Readonly<Record<string, unknown>>,
  shape: ParityShape,
): ParityParts {
  const { queries } = value;
  // golden.json: its first query.
  if (Array.isArray(queries) && isObject(queries[0]))
    return ofObject(queries[0], shape);
  const pick = (...names: string[]) =>
    names.map((name) => value[name]).find((part) => part !== undefined);
  const vector = pick("input", "vector", "embedding");
  const code = pick("code", "hash", "hex");
  const distances = pick("pivotDistances", "pivot_distances");
  const ids = pick("ids");
  const id = pick("id");
  const kind = pick("kind");
  const parts: ParityParts = {
    ...(isNumbers(vector) ? { vector } : {}),
    ...(typeof code === "string" ? { code } : {}),
    ...(isNumbers(code) ? ofNumbers(code, shape) : {}),
    ...(isNumbers(distances) ? { pivotDistances: distances } : {}),
    ...(isNumbers(ids) ? { ids } : {}),
    ...(typeof id === "number" ? { id } : {}),
    ...(kind === "query" || kind === "document" ? { kind } : {}),
  };
  if (!parts.vector && !parts.code && !parts.pivotDistances && !parts.ids)
    throw new ParityInputError("paste.no-parts", { names: Object.keys(value) });
  return parts;
}

/**
 * What a pasted text holds: JSON, a hash in hex or as digits 0 and 1, or numbers
 * with spaces, commas or line ends between them.
 *
 * @throws ParityInputError
 */
export function parseParityText(text: string, shape: ParityShape): ParityParts {
  const trimmed = text.trim();
  if (trimmed === "") throw new ParityInputError("paste.empty", {});
  if (/^[[{]/.test(trimmed)) {
    let value: unknown;
    try {
      value = JSON.parse(trimmed);
    } catch {
      return ofNumbers(numbersOf(trimmed.replace(/[[\]]/g, " ")), shape);
    }
    if (isObject(value)) return ofObject(value, shape);
    if (isNumbers(value)) return ofNumbers(value, shape);
    throw new ParityInputError("paste.no-object", {});
  }
  const plain = trimmed.replace(/\s/g, "");
  const isHash =
    !/[\s,.]/.test(trimmed) &&
    /^(0x)?[0-9a-f]+$/i.test(plain) &&
    plain.length > 3;
  return isHash ? { code: plain } : ofNumbers(numbersOf(trimmed), shape);
}

function numbersOf(text: string): number[] {
  const words = text.split(/[\s,;]+/).filter((word) => word !== "");
  const wrong = words.find((word) => !Number.isFinite(Number(word)));
  if (wrong !== undefined)
    throw new ParityInputError("paste.no-number", { word: wrong.slice(0, 40) });
  return words.map(Number);
}

/**
 * What a dropped file holds: `.npy` of one vector or code (its first row), else
 * a text.
 *
 * @throws ParityInputError, DataError for a damaged .npy.
 */
export async function parseParityFile(
  file: File,
  shape: ParityShape,
): Promise<ParityParts> {
  if (!/\.npy$/i.test(file.name))
    return parseParityText(await file.text(), shape);
  const array = parseNpy(new Uint8Array(await file.arrayBuffer()), file.name);
  const width = array.shape[array.shape.length - 1] ?? 1;
  const values =
    array.dtype === "f2"
      ? Array.from(halfToFloat32(array.data))
      : Array.from(array.data as ArrayLike<number | bigint>, Number);
  return ofNumbers(values.slice(0, width), shape);
}
