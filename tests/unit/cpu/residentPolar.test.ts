import { describe, expect, test } from "vitest";
import { quietContext } from "../../../src/compute/backend";
import { signProduct } from "../../../src/compute/reference/dense";
import { polar } from "../../../src/cpu/dense";
import { createItqTeam } from "../../../src/cpu/itqTeam";
import { createResidentPolar } from "../../../src/cpu/residentPolar";
import { itq } from "../../../src/cpu/itq";
import type { WasmRuntime } from "../../../src/cpu/wasmRuntime";
import { completeRows, missingRows } from "../../../src/numeric/missingRows";
import { polarFactor, qFactor } from "../../../src/numeric/orthogonal";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";

/** Counts what leaves the resident iteration for onnxruntime's. */
function countingRuntime() {
  const graphs: string[] = [];
  const runtime: WasmRuntime = {
    async run(graph) {
      graphs.push(graph);
      throw new Error(`asked for ${graph}`);
    },
    dispose: async () => undefined,
  };
  return { runtime, graphs };
}

/**
 * Projections (rows, bits) as MiniLM's at 384 bits: deviations fall from 0.19 to
 * 0.005, the last three directions hold nothing but round-off.
 */
function projections(rows: number, bits: number) {
  const random = new NumpyGenerator(5);
  const normals = random.standardNormals(rows * bits);
  const deviation = (j: number) =>
    j < bits - 3
      ? 0.19 * (0.005 / 0.19) ** (j / (bits - 4))
      : [1.4e-8, 1.5e-16, 1.3e-15][j - bits + 3];
  const data = Float32Array.from(
    normals,
    (value, i) => value * deviation(i % bits),
  );
  return { data, rows, columns: bits };
}

const rotationOf = (bits: number) =>
  Float32Array.from(
    qFactor(new NumpyGenerator(42).standardNormals(bits * bits), bits),
  );

function orthogonalityError(q: ArrayLike<number>, n: number): number {
  let worst = 0;
  for (let i = 0; i < n; i++)
    for (let j = 0; j <= i; j++) {
      let sum = i === j ? -1 : 0;
      for (let c = 0; c < n; c++) sum += q[i * n + c] * q[j * n + c];
      worst = Math.max(worst, Math.abs(sum));
    }
  return worst;
}

/** trace(Q' M), which no orthogonal matrix makes larger than the polar factor. */
const procrustes = (q: ArrayLike<number>, m: Float64Array) =>
  m.reduce((sum, value, i) => sum + value * q[i], 0);

describe.each([24, 61, 96])("of %d bits, three of them empty", (bits) => {
  const v = projections(800, bits);
  const m = signProduct(v, rotationOf(bits));

  test("the resident iteration gives a polar factor", () => {
    expect(missingRows(m, bits)).toEqual([bits - 3, bits - 2, bits - 1]);
    const found = createResidentPolar(bits).factor(m);
    expect(found).not.toBeNull();
    if (!found) return;
    expect(orthogonalityError(found, bits)).toBeLessThan(1e-5);
    const best = procrustes(polarFactor(m, bits), m);
    expect(procrustes(found, m)).toBeGreaterThan(best * (1 - 1e-6));
  });

  test("neither a fit nor a factor goes elsewhere", async () => {
    const { runtime, graphs } = countingRuntime();
    const team = createItqTeam(1);
    const { rotation, absoluteSums } = await itq(
      runtime,
      team,
      v,
      rotationOf(bits),
      12,
      quietContext,
    );
    expect(orthogonalityError(rotation, bits)).toBeLessThan(1e-5);
    absoluteSums.forEach((sum, i) => {
      if (i > 0) expect(sum).toBeGreaterThanOrEqual(absoluteSums[i - 1]);
    });
    expect(
      orthogonalityError(await polar(runtime, m, bits), bits),
    ).toBeLessThan(1e-5);
    expect(graphs).toEqual([]);
    team.dispose();
  });
});

test("without empty directions nothing is completed, and factors are as before", () => {
  const bits = 32;
  const random = new NumpyGenerator(2);
  const m = random.standardNormals(bits * bits);
  for (let i = 0; i < bits; i++) m[i * bits + i] += 12;
  expect(missingRows(m, bits)).toEqual([]);
  const found = createResidentPolar(bits).factor(m);
  const wanted = polarFactor(m, bits);
  expect(found).not.toBeNull();
  found?.forEach((value, i) => expect(value).toBeCloseTo(wanted[i], 5));
});

test("rows are completed to a basis, whatever is there", () => {
  const n = 9;
  for (const missing of [[0], [3, 8], [0, 1, 2, 3, 4, 5, 6, 7, 8]]) {
    const q = qFactor(new NumpyGenerator(1).standardNormals(n * n), n);
    missing.forEach((row) => q.fill(Number.NaN, row * n, row * n + n));
    completeRows(q, n, missing);
    expect(orthogonalityError(q, n)).toBeLessThan(1e-14);
  }
});
