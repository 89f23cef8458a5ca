import type { Matrix } from "../../../src/compute/backend";
import { decode, type ItqCase, loadFixture } from "../../fixtures/load";

const fixture = loadFixture("itq");

/** The (400, 48) unit rows of itq.json. */
export const itqVectors: Matrix = {
  data: decode(fixture.vectors, "float32"),
  rows: fixture.vectors.shape[0],
  columns: fixture.vectors.shape[1],
};

/** One fit of itq.json, decoded: what numpy made of `itqVectors`. */
export interface DecodedItqCase {
  readonly name: string;
  readonly bits: number;
  readonly stored: ItqCase;
  readonly mean: Float32Array<ArrayBuffer>;
  readonly pca: Matrix;
  readonly rotation: Float32Array<ArrayBuffer>;
  readonly initialRotation: Float32Array<ArrayBuffer>;
  /** (400, bits) f32, `(X - mean) pca rotation` in f64. */
  readonly projection: Float32Array<ArrayBuffer>;
  /** (400, bits), 0 or 1. */
  readonly unpackedBits: Uint8Array<ArrayBuffer>;
}

function decodeCase(stored: ItqCase): DecodedItqCase {
  const { bits } = stored;
  return {
    name: `${bits} bits`,
    bits,
    stored,
    mean: decode(stored.mean, "float32"),
    pca: {
      data: decode(stored.pca, "float32"),
      rows: itqVectors.columns,
      columns: bits,
    },
    rotation: decode(stored.rotation, "float32"),
    initialRotation: decode(stored.initialRotation, "float32"),
    projection: decode(stored.projection, "float32"),
    unpackedBits: decode(stored.unpackedBits, "uint8"),
  };
}

/** The fits to 32 and to 20 bits. */
export const itqCases: readonly DecodedItqCase[] =
  fixture.cases.map(decodeCase);

/** The fit to `bits` bits. */
export function itqCaseOf(bits: number): DecodedItqCase {
  const found = itqCases.find((candidate) => candidate.bits === bits);
  if (!found) throw new Error(`itq.json has no case of ${bits} bits`);
  return found;
}

/** Where the bits differ from the fixture's, and which of those are far from 0. */
export function differingBits(
  unpacked: Uint8Array,
  { unpackedBits, projection }: DecodedItqCase,
): { readonly all: number[]; readonly beyondMargin: number[] } {
  const all: number[] = [];
  unpacked.forEach((bit, i) => {
    if (bit !== unpackedBits[i]) all.push(i);
  });
  const beyondMargin = all.filter((i) => Math.abs(projection[i]) >= 1e-6);
  return { all, beyondMargin };
}
