import { afterAll, beforeAll, describe, expect, test } from "vitest";
import type { ComputeBackend } from "../../src/compute/backend";
import { createReferenceBackend } from "../../src/compute/reference/referenceBackend";
import { BACKENDS, openBackend } from "./backends";
import { bell, seededRandom, unitRows } from "./cases";

interface SpectrumCase {
  readonly name: string;
  readonly n: number;
  readonly matrix: Float64Array;
}

function symmetric(
  n: number,
  value: (i: number, j: number) => number,
): Float64Array {
  const m = new Float64Array(n * n);
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      m[i * n + j] = value(i, j);
      m[j * n + i] = m[i * n + j];
    }
  return m;
}

function random(n: number, scale = 1): Float64Array {
  const next = seededRandom(n);
  return symmetric(n, () => bell(next) * scale);
}

/** The scatter matrix of unit rows, as covariances are. */
function scatter(rows: number, n: number): Float64Array {
  const { data } = unitRows(seededRandom(rows), rows, n);
  return symmetric(n, (i, j) => {
    let sum = 0;
    for (let row = 0; row < rows; row++)
      sum += data[row * n + i] * data[row * n + j];
    return sum;
  });
}

const CASES: readonly SpectrumCase[] = [
  ...[1, 2, 3, 17, 64, 65, 128, 201].map((n) => ({
    name: `random, order ${n}`,
    n,
    matrix: random(n),
  })),
  { name: "scatter of unit rows", n: 96, matrix: scatter(300, 96) },
  { name: "rank 20 of 60", n: 60, matrix: scatter(20, 60) },
  { name: "huge", n: 33, matrix: random(33, 1e120) },
  { name: "tiny", n: 33, matrix: random(33, 1e-120) },
  { name: "all zero", n: 12, matrix: new Float64Array(144) },
  {
    name: "identity: one eigenvalue, any basis",
    n: 40,
    matrix: symmetric(40, (i, j) => Number(i === j)),
  },
  {
    name: "diagonal with pairs of equal values",
    n: 50,
    matrix: symmetric(50, (i, j) => (i === j ? i >> 1 : 0)),
  },
  {
    name: "blocks that repeat",
    n: 48,
    matrix: symmetric(48, (i, j) =>
      i >> 3 === j >> 3 ? 1 / (1 + (i % 8) + (j % 8)) : 0,
    ),
  },
  {
    name: "Wilkinson's, with pairs nearly equal",
    n: 41,
    matrix: symmetric(41, (i, j) =>
      i === j ? Math.abs(i - 20) : Number(i - j === 1),
    ),
  },
];

/** max|A v - l v| / |A| over the columns, and max|V'V - I|. */
function errors(
  { n, matrix }: SpectrumCase,
  values: Float64Array,
  vectors: Float64Array,
  count: number,
): { residual: number; orthogonality: number } {
  const size = Math.max(...matrix.map(Math.abs)) || 1;
  let residual = 0;
  let orthogonality = 0;
  for (let j = 0; j < count; j++) {
    for (let i = 0; i < n; i++) {
      let sum = 0;
      for (let l = 0; l < n; l++)
        sum += (matrix[i * n + l] / size) * vectors[l * count + j];
      sum -= (values[j] / size) * vectors[i * count + j];
      residual = Math.max(residual, Math.abs(sum));
    }
    for (let other = 0; other <= j; other++) {
      let dot = other === j ? -1 : 0;
      for (let i = 0; i < n; i++)
        dot += vectors[i * count + j] * vectors[i * count + other];
      orthogonality = Math.max(orthogonality, Math.abs(dot));
    }
  }
  return { residual: residual / Math.sqrt(n), orthogonality };
}

describe.each(BACKENDS)("spectra on %s", (backendName) => {
  const reference = createReferenceBackend();
  let backend: ComputeBackend;
  beforeAll(async () => {
    backend = await openBackend(backendName);
  });
  afterAll(() => backend.dispose());

  test.each(CASES)("$name", async (item) => {
    const { n, matrix } = item;
    const before = matrix.slice();
    const got = await backend.symmetricSpectrum(matrix, n);
    const wanted = await reference.symmetricSpectrum(matrix, n);
    const size = Math.max(...matrix.map(Math.abs)) || 1;
    got.values.forEach((value, i) =>
      expect(Math.abs(value - wanted.values[i]) / size).toBeLessThan(1e-11),
    );
    // Asked for in any order, the smaller number is the start of the larger.
    for (const count of new Set([n, Math.ceil(n / 3), 1])) {
      const vectors = await got.leading(count);
      expect(vectors).toHaveLength(n * count);
      const { residual, orthogonality } = errors(
        item,
        got.values,
        vectors,
        count,
      );
      expect(residual).toBeLessThan(1e-11);
      expect(orthogonality).toBeLessThan(1e-11);
      for (let j = 0; j < count; j++) {
        let largest = 0;
        for (let i = 0; i < n; i++)
          if (Math.abs(vectors[i * count + j]) > Math.abs(largest))
            largest = vectors[i * count + j];
        expect(largest).toBeGreaterThan(0);
      }
    }
    expect(matrix).toEqual(before);
  });
});
