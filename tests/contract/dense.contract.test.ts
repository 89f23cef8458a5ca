import { afterAll, beforeAll, describe, expect, test } from "vitest";
import {
  type ComputeBackend,
  type Matrix,
  quietContext,
} from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import {
  matrixOf,
  meanOf,
  oddIntegers,
  seededRandom,
  unitColumns,
  unitRows,
} from "./cases";
import { onceEach } from "./once";

type Numbers = Float32Array | Float64Array;

function largestDifference(a: Numbers, b: Numbers): number {
  expect(a.length).toBe(b.length);
  let largest = 0;
  for (let i = 0; i < a.length; i++) {
    const difference = Math.abs(a[i] - b[i]);
    // NaN compares as false everywhere: it must not count as agreement.
    if (!(difference <= largest)) largest = difference;
  }
  return largest;
}

function largestEntry(a: Numbers): number {
  let largest = 0;
  for (const value of a) largest = Math.max(largest, Math.abs(value));
  return largest;
}

// 2^20 values are one chunk of the CPU's: 20011 x 65 and 3001 x 384 are more.
const SHAPES: readonly (readonly [n: number, d: number])[] = [
  [2, 1],
  [3, 5],
  [64, 32],
  [65, 33],
  [997, 101],
  [20_011, 17],
  [20_011, 65],
  [3001, 384],
];

/** Rows (n, b) of which no sign of V R is in doubt; R is orthogonal. */
function clearSigns(n: number, b: number): { v: Matrix; rotation: Matrix } {
  const random = seededRandom(n * 7 + b);
  const rotation = reflection(b);
  const candidates = unitRows(random, n, b);
  const rows: number[] = [];
  for (let i = 0; i < n; i++) {
    let smallest = Infinity;
    for (let j = 0; j < b; j++) {
      let z = 0;
      for (let c = 0; c < b; c++)
        z += candidates.data[i * b + c] * rotation.data[c * b + j];
      smallest = Math.min(smallest, Math.abs(z));
    }
    if (smallest > 1e-5) rows.push(i);
  }
  const v = matrixOf(
    rows.length,
    b,
    (i, j) => candidates.data[rows[i] * b + j],
  );
  return { v, rotation };
}

/** The Householder reflection I - 2 u u' / |u|^2 for u = (1, 2, 1, 2, ...). */
function reflection(size: number): Matrix {
  const u = Array.from({ length: size }, (_, i) => 1 + (i % 2));
  const square = u.reduce((sum, value) => sum + value * value, 0);
  return matrixOf(
    size,
    size,
    (i, j) => (i === j ? 1 : 0) - (2 * u[i] * u[j]) / square,
  );
}

/** max|Q'Q - I|. */
function orthogonalityError(q: Float64Array, size: number): number {
  let worst = 0;
  for (let i = 0; i < size; i++)
    for (let j = 0; j < size; j++) {
      let dot = i === j ? -1 : 0;
      for (let c = 0; c < size; c++) dot += q[c * size + i] * q[c * size + j];
      if (!(Math.abs(dot) <= worst)) worst = Math.abs(dot);
    }
  return worst;
}

/** trace(Q' M): what the orthogonal polar factor makes as large as can be. */
function procrustes(q: Float64Array, m: Float64Array): number {
  return q.reduce((sum, value, i) => sum + value * m[i], 0);
}

/** Largest norm of a row, or of a column. */
function largestNorm(m: Matrix, ofColumns: boolean): number {
  const squares = new Float64Array(ofColumns ? m.columns : m.rows);
  m.data.forEach((value, i) => {
    squares[ofColumns ? i % m.columns : Math.floor(i / m.columns)] +=
      value ** 2;
  });
  return Math.sqrt(largestEntry(squares));
}

const PRODUCTS = [
  [1, 1, 1],
  [3, 5, 2],
  [63, 64, 65],
  [64, 16, 128],
  [65, 17, 129],
  [997, 101, 37],
  [130, 384, 128],
  [0, 4, 3],
].flatMap(([m, d, n]) =>
  [false, true].map((transposeA) => ({ m, d, n, transposeA })),
);

const POLAR_CASES: readonly {
  readonly name: string;
  readonly size: number;
  readonly m: Float64Array;
}[] = [
  { name: "1 x 1, negative", size: 1, m: Float64Array.of(-3) },
  ...[2, 17, 64, 128].map((size) => ({
    name: `random ${size} x ${size}`,
    size,
    m: Float64Array.from(
      unitRows(seededRandom(size), size, size).data,
      (value, i) => value * 50 + (i % (size + 1) === 0 ? 20 : 0),
    ),
  })),
  {
    name: "singular values from 1 to 1e-6",
    size: 33,
    m: gradedMatrix(33, (i) => 10 ** ((-6 * i) / 32)),
  },
  {
    name: "singular: half of the singular values are zero",
    size: 32,
    m: gradedMatrix(32, (i) => (i < 16 ? 1 : 0)),
  },
  {
    name: "rows of round-off, as ITQ's products of too few dimensions",
    size: 40,
    m: Float64Array.from(
      unitRows(seededRandom(40), 40, 40).data,
      (value, i) => value * (i < 37 * 40 ? 1 : [4e-9, 1e-16, 0][i % 3]),
    ),
  },
  { name: "all zero", size: 8, m: new Float64Array(64) },
];

/** reflection times diag(values). */
function gradedMatrix(
  size: number,
  singularValue: (i: number) => number,
): Float64Array {
  return Float64Array.from(
    reflection(size).data,
    (value, i) => value * singularValue(i % size),
  );
}

const reference = createReferenceBackend();
const referenceMatrix = onceEach<Promise<Matrix>>();
const referenceF64 = onceEach<Promise<Float64Array>>();
const referenceItq = onceEach<ReturnType<typeof reference.itq>>();

const INPUTS = SHAPES.map(([n, d]) => {
  const x = unitRows(seededRandom(n * 101 + d), n, d);
  return { n, d, x, mean: meanOf(x) };
});

describe.each(BACKENDS)("dense operations on %s", (backendName) => {
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  describe.each(INPUTS)("$n x $d", ({ n, d, x, mean }) => {
    test("columnMean within 1e-7", async () => {
      const got = await backend.columnMean(x, quietContext);
      const wanted = await reference.columnMean(x, quietContext);
      expect(largestDifference(got, wanted)).toBeLessThanOrEqual(1e-7);
    });

    test("covariance within 1e-5 of its largest entry", async () => {
      const got = await backend.covariance(x, mean, quietContext);
      const wanted = await referenceF64(`covariance ${n} x ${d}`, () =>
        reference.covariance(x, mean, quietContext),
      );
      expect(largestDifference(got, wanted)).toBeLessThanOrEqual(
        1e-5 * largestEntry(wanted),
      );
    });

    test.each([1, 31, 64])("project to %i columns within 1e-6", async (b) => {
      const weights = unitColumns(seededRandom(n * 103 + d + b), d, b);
      const got = await backend.project(x, mean, weights, quietContext);
      const wanted = await referenceMatrix(`${n} x ${d} to ${b}`, () =>
        reference.project(x, mean, weights, quietContext),
      );
      expect([got.rows, got.columns]).toEqual([n, b]);
      expect(largestDifference(got.data, wanted.data)).toBeLessThanOrEqual(
        1e-6,
      );
    });
  });

  test.each([
    [1, 1],
    [65, 16],
    [997, 45],
    [20_011, 17],
    [9973, 128],
  ])("signProduct of %i x %i within 1e-4", async (n, b) => {
    const { v, rotation } = clearSigns(n, b);
    expect(v.rows).toBeGreaterThan(0.8 * n - 1);
    const got = await backend.signProduct(v, rotation.data, quietContext);
    const wanted = await referenceF64(`sign product ${n} x ${b}`, () =>
      reference.signProduct(v, rotation.data, quietContext),
    );
    expect(largestDifference(got, wanted)).toBeLessThanOrEqual(
      1e-4 * largestEntry(wanted),
    );
  });

  test("signProduct counts the sign of zero as +1", async () => {
    const v = oddIntegers(seededRandom(5), 66, 7);
    const rotation = new Float32Array(49);
    const got = await backend.signProduct(v, rotation, quietContext);
    const columnSums = Array.from({ length: 7 }, (_, i) =>
      v.data.reduce((sum, value, at) => sum + (at % 7 === i ? value : 0), 0),
    );
    const wanted = Float64Array.from(
      { length: 49 },
      (_, at) => columnSums[Math.floor(at / 7)],
    );
    expect(Array.from(got)).toEqual(Array.from(wanted));
  });

  test.each(PRODUCTS)(
    "product $m x $d x $n, transposed: $transposeA",
    async ({ m, d, n, transposeA }) => {
      const random = seededRandom(m + 31 * d + 977 * n);
      const a = transposeA ? unitRows(random, d, m) : unitRows(random, m, d);
      const b = unitRows(random, d, n);
      const operands = [a, b, { transposeA }, quietContext] as const;
      const got = await backend.product(...operands);
      const wanted = await reference.product(...operands);
      expect([got.rows, got.columns]).toEqual([m, n]);
      expect(largestDifference(got.data, wanted.data)).toBeLessThanOrEqual(
        1e-6 * largestNorm(a, transposeA) * largestNorm(b, true),
      );
    },
  );

  test("product of operands that do not fit is an error of the caller", async () => {
    const a = unitRows(seededRandom(1), 3, 4);
    await expect(
      backend.product(a, a, { transposeA: false }, quietContext),
    ).rejects.toThrow("product: a has 4 columns, b 3 rows");
  });

  test.each([
    { n: 64, b: 4, iterations: 3 },
    { n: 257, b: 33, iterations: 12 },
    { n: 3001, b: 128, iterations: 6 },
  ])(
    "itq of $n x $b, $iterations iterations: the reference's objective",
    async ({ n, b, iterations }) => {
      const v = unitRows(seededRandom(n), n, b);
      const initial = reflection(b).data;
      const got = await backend.itq(v, initial, iterations, quietContext);
      const wanted = await referenceItq(`${n} x ${b}`, () =>
        reference.itq(v, initial, iterations, quietContext),
      );
      expect(got.absoluteSums).toHaveLength(iterations);
      got.absoluteSums.forEach((sum, i) =>
        expect(Math.abs(sum / wanted.absoluteSums[i] - 1)).toBeLessThan(1e-3),
      );
      expect(
        orthogonalityError(Float64Array.from(got.rotation), b),
      ).toBeLessThan(1e-4);
      // The rotation itself, by what it makes of V: not only the sums before it.
      const objective = async (rotation: Float32Array) =>
        (await reference.itq(v, rotation, 1, quietContext)).absoluteSums[0];
      const best = await objective(wanted.rotation);
      expect(await objective(got.rotation)).toBeGreaterThan(best * 0.999);
    },
  );

  test("itq of missing rank still gives a rotation", async () => {
    const random = seededRandom(9);
    const v = matrixOf(300, 16, (_, j) => (j < 9 ? random() - 0.5 : 0));
    const { rotation } = await backend.itq(
      v,
      reflection(16).data,
      5,
      quietContext,
    );
    expect(orthogonalityError(Float64Array.from(rotation), 16)).toBeLessThan(
      1e-4,
    );
  });

  test("itq of no iterations is its start", async () => {
    const v = unitRows(seededRandom(4), 10, 5);
    const initial = reflection(5).data;
    const got = await backend.itq(v, initial, 0, quietContext);
    expect(got.rotation).toEqual(initial);
    expect(got.absoluteSums).toHaveLength(0);
  });

  describe.each(POLAR_CASES)("polar, $name", ({ size, m }) => {
    test("is orthogonal within 1e-4", async () => {
      const got = await backend.polar(m, size);
      expect(got.length).toBe(size * size);
      expect(orthogonalityError(got, size)).toBeLessThan(1e-4);
    });

    test("solves the Procrustes problem", async () => {
      const got = procrustes(await backend.polar(m, size), m);
      const best = procrustes(await reference.polar(m, size), m);
      expect(got).toBeGreaterThanOrEqual(best - 1e-4 * Math.abs(best));
    });
  });
});
