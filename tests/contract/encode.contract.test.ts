import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type Codes,
  type ComputeBackend,
  type Matrix,
  PROJECTION_MARGIN,
  quietContext,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { wordsPerCode } from "../../src/numeric/bits";
import { BACKENDS, openBackend } from "./backends";
import {
  bitOf,
  matrixOf,
  meanOf,
  oddIntegers,
  seededRandom,
  unitColumns,
  unitRows,
} from "./cases";
import { onceEach } from "./once";

interface EncodeCase {
  readonly name: string;
  readonly x: Matrix;
  readonly mean: Float32Array;
  readonly weights: Matrix;
  /** No projection is near zero: not one bit may differ. */
  readonly separated: boolean;
}

type Shape = readonly [n: number, d: number, b: number];

function shapeName([n, d, b]: Shape): string {
  return `${n} x ${d} -> ${b}`;
}

/** Unit rows about their mean, unit weight columns: bits in doubt may occur. */
function natural(shape: Shape, scale = 1): EncodeCase {
  const [n, d, b] = shape;
  const random = seededRandom(n * 1009 + d * 31 + b);
  const unit = unitRows(random, n, d);
  const x = { ...unit, data: unit.data.map((value) => value * scale) };
  return {
    name: `unit rows${scale === 1 ? "" : ` times ${scale}`}, ${shapeName(shape)}`,
    x,
    mean: meanOf(x),
    weights: unitColumns(random, d, b),
    separated: false,
  };
}

/** Small odd integers in an odd dimension: exact in f32 and never zero. */
function separated(shape: Shape): EncodeCase {
  const [n, d, b] = shape;
  const random = seededRandom(n * 1013 + d * 37 + b);
  const centred = oddIntegers(random, n, d);
  const mean = Float32Array.from(oddIntegers(random, 1, d).data);
  return {
    name: `odd integers, ${shapeName(shape)}`,
    x: matrixOf(n, d, (i, j) => centred.data[i * d + j] + mean[j]),
    mean,
    weights: oddIntegers(random, d, b),
    separated: true,
  };
}

/** Rows equal to the mean, whose projection is zero, between others. */
function zeroRows(): EncodeCase {
  const base = separated([70, 37, 45]);
  const isZero = (row: number) => row % 3 === 0;
  return {
    ...base,
    name: "every third row equal to the mean",
    x: matrixOf(70, 37, (i, j) =>
      isZero(i) ? base.mean[j] : base.x.data[i * 37 + j],
    ),
  };
}

function duplicates(): EncodeCase {
  const base = natural([130, 48, 64]);
  return {
    ...base,
    name: "every row twice",
    x: matrixOf(130, 48, (i, j) => base.x.data[(i >> 1) * 48 + j]),
  };
}

// 64 rows and 32 bits are a workgroup, 16 dimensions a slice of the GPU's.
const CASES: readonly EncodeCase[] = [
  natural([1, 1, 1]),
  natural([1, 384, 128]),
  natural([63, 15, 31]),
  natural([64, 16, 32]),
  natural([65, 17, 33]),
  natural([997, 101, 45]),
  natural([129, 384, 300]),
  natural([200, 64, 128], 1000),
  natural([20_011, 17, 16]),
  // 2^25 multiply-adds are the GPU's first chunk, 2^20 values the CPU's.
  natural([3001, 384, 96]),
  separated([67, 37, 45]),
  separated([257, 33, 255]),
  separated([2, 1, 64]),
  separated([20_011, 17, 17]),
  zeroRows(),
  duplicates(),
];

/** Every value of the projection, in f64. */
function projection({ x, mean, weights }: EncodeCase): Float64Array {
  const [d, b] = [x.columns, weights.columns];
  const z = new Float64Array(x.rows * b);
  for (let i = 0; i < x.rows; i++)
    for (let c = 0; c < d; c++) {
      const value = x.data[i * d + c] - mean[c];
      for (let j = 0; j < b; j++)
        z[i * b + j] += value * weights.data[c * b + j];
    }
  return z;
}

function largestNorm(x: Matrix): number {
  let largest = 0;
  for (let i = 0; i < x.rows; i++)
    largest = Math.max(
      largest,
      Math.hypot(...x.data.subarray(i * x.columns, (i + 1) * x.columns)),
    );
  return largest;
}

/** |projection| at each bit that differs; empty when the codes are equal. */
function differingProjections(
  got: Codes,
  wanted: Codes,
  z: Float64Array,
): number[] {
  const found: number[] = [];
  const perCode = wordsPerCode(wanted.bits);
  for (let i = 0; i < wanted.words.length; i++) {
    if (got.words[i] === wanted.words[i]) continue;
    const row = Math.floor(i / perCode);
    for (let bit = 0; bit < wanted.bits; bit++)
      if (
        bit >>> 5 === i % perCode &&
        bitOf(got, row, bit) !== bitOf(wanted, row, bit)
      )
        found.push(Math.abs(z[row * wanted.bits + bit]));
  }
  return found;
}

/** Sums the bits of the last words that lie past `bits`: none may be set. */
function padding(codes: Codes): number {
  const perCode = wordsPerCode(codes.bits);
  const unused = perCode * 32 - codes.bits;
  if (unused === 0) return 0;
  let set = 0;
  for (let row = 0; row < codes.rows; row++)
    set |= codes.words[row * perCode + perCode - 1] << (32 - unused);
  return set;
}

const reference = createReferenceBackend();
const referenceCodes = onceEach<Promise<Codes>>();
const projections = onceEach<Float64Array>();

describe.each(BACKENDS)("encode on %s", (backendName) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  test.each(CASES)("$name", async (item) => {
    const { x, mean, weights } = item;
    const wanted = await referenceCodes(item.name, () =>
      reference.encode(x, mean, weights, quietContext),
    );
    const got = await backend.encode(x, mean, weights, quietContext);

    expect(backend.name).toBe(backendName.split("-")[0]);
    expect(got.rows).toBe(x.rows);
    expect(got.bits).toBe(weights.columns);
    expect(got.words.length).toBe(wanted.words.length);
    expect(padding(got)).toBe(0);
    const doubtful = differingProjections(
      got,
      wanted,
      projections(item.name, () => projection(item)),
    );
    if (item.separated) {
      expect(doubtful).toEqual([]);
    } else {
      const margin = PROJECTION_MARGIN * Math.max(1, largestNorm(x));
      expect(doubtful.filter((z) => z >= margin)).toEqual([]);
      // So few values are that small that more would mean a mistake.
      expect(doubtful.length).toBeLessThanOrEqual(
        Math.ceil(wanted.rows * wanted.bits * 1e-4),
      );
    }
  });

  test("no rows give no codes", async () => {
    const { mean, weights } = separated([1, 37, 45]);
    const empty = { data: new Float32Array(0), rows: 0, columns: 37 };
    const got = await backend.encode(empty, mean, weights, quietContext);
    expect(got).toEqual({ words: new Uint32Array(0), rows: 0, bits: 45 });
  });

  test("operands that do not fit are an error of the caller", async () => {
    const { x, mean, weights } = separated([4, 37, 45]);
    await expect(
      backend.encode(x, mean.subarray(1), weights, quietContext),
    ).rejects.toThrow("mean has 36 values for 37 columns");
  });

  test("reports progress up to the last row", async () => {
    const { x, mean, weights } = natural([3001, 384, 96]);
    const seen: number[] = [];
    await backend.encode(x, mean, weights, {
      checkpoint: async (done, total) => {
        expect(total).toBe(3001);
        seen.push(done);
      },
    });
    expect(seen.at(-1)).toBe(3001);
    expect(seen).toEqual([...new Set(seen)].sort((a, b) => a - b));
  });
});
