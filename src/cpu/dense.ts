import type { Codes, Matrix, OperationContext } from "../compute/backend";
import { packSigns, wordsPerCode } from "../numeric/bits";
import { missingRows } from "../numeric/missingRows";
import { polarFactor } from "../numeric/orthogonal";
import { SCATTER_PARTS, scatterBlock } from "./graphs";
import { POLAR_TOLERANCE } from "../numeric/quinticSteps";
import { createResidentPolar } from "./residentPolar";
import type { WasmRuntime } from "./wasmRuntime";

/** Values per chunk handed to WebAssembly: 16 MiB, so that few calls do and memory stays small. */
const CHUNK_VALUES = 1 << 22;

/** Columns from which cutting them up saves more than it costs. */
const MIN_SPLIT_COLUMNS = 128;

/** Rounds of three more steps before f64 takes over. */
const MAX_POLISH = 12;

function chunkRows(columns: number): number {
  return Math.max(1, Math.floor(CHUNK_VALUES / Math.max(1, columns)));
}

/** Rows [start, end) of `m` as a view. */
function rowsOf(m: Matrix, start: number, end: number): Matrix {
  return {
    data: m.data.subarray(start * m.columns, end * m.columns),
    rows: end - start,
    columns: m.columns,
  };
}

function rowVector(values: Float32Array): Matrix {
  return { data: values, rows: 1, columns: values.length };
}

/** Calls `body` for consecutive blocks of rows, with a checkpoint after each. */
async function forRowBlocks(
  m: Matrix,
  context: OperationContext,
  body: (block: Matrix, start: number) => Promise<void>,
): Promise<void> {
  const step = chunkRows(m.columns);
  for (let start = 0; start < m.rows; start += step) {
    const end = Math.min(m.rows, start + step);
    await body(rowsOf(m, start, end), start);
    await context.checkpoint(end, m.rows);
  }
}

/**
 * As `ComputeBackend.product`: A B by blocks of A's rows; A' B by blocks of the
 * rows that are summed over, added up in f64.
 */
export async function product(
  runtime: WasmRuntime,
  a: Matrix,
  b: Matrix,
  transposeA: boolean,
  context: OperationContext,
): Promise<Matrix> {
  const rows = transposeA ? a.columns : a.rows;
  const size = rows * b.columns;
  // Empty operands are nothing to hand to onnxruntime.
  if (size === 0 || b.rows === 0)
    return { data: new Float32Array(size), rows, columns: b.columns };
  if (!transposeA) {
    const data = new Float32Array(size);
    await forRowBlocks(a, context, async (block, start) => {
      const { c } = await runtime.run("product", { a: block, b });
      data.set(c, start * b.columns);
    });
    return { data, rows, columns: b.columns };
  }
  const sums = new Float64Array(size);
  await forRowBlocks(a, context, async (block, start) => {
    const { c } = await runtime.run("transposedProduct", {
      a: block,
      b: rowsOf(b, start, start + block.rows),
    });
    for (let i = 0; i < size; i++) sums[i] += c[i];
  });
  return { data: Float32Array.from(sums), rows, columns: b.columns };
}

/** As `ComputeBackend.columnMean`. Blocks of rows, summed in f64. */
export async function columnMean(
  x: Matrix,
  context: OperationContext,
): Promise<Float32Array> {
  const sums = new Float64Array(x.columns);
  await forRowBlocks(x, context, async ({ data, rows, columns }) => {
    for (let row = 0, at = 0; row < rows; row++)
      for (let j = 0; j < columns; j++, at++) sums[j] += data[at];
  });
  return Float32Array.from(sums, (sum) => sum / x.rows);
}

/**
 * As `ComputeBackend.covariance`. f32 products within a block of rows, f64 sums
 * over blocks: one long f32 sum would lose digits.
 */
export async function covariance(
  runtime: WasmRuntime,
  x: Matrix,
  mean: Float32Array,
  context: OperationContext,
): Promise<Float64Array> {
  const d = x.columns;
  const sums = new Float64Array(d * d);
  const inParts = d >= MIN_SPLIT_COLUMNS && d % SCATTER_PARTS === 0;
  await forRowBlocks(x, context, async (block) => {
    const operands = { x: block, mean: rowVector(mean) };
    if (inParts) {
      addUpper(await runtime.run("scatterUpper", operands), sums, d);
      return;
    }
    const { scatter } = await runtime.run("scatter", operands);
    for (let i = 0; i < sums.length; i++) sums[i] += scatter[i];
  });
  for (let i = 0; i < sums.length; i++) sums[i] /= x.rows - 1;
  return sums;
}

/** Adds the blocks of `scatterUpper`, and their mirror, to the (d, d) sums. */
function addUpper(
  blocks: Record<string, Float32Array>,
  sums: Float64Array,
  d: number,
): void {
  const width = d / SCATTER_PARTS;
  for (let p = 0; p < SCATTER_PARTS; p++)
    for (let q = p; q < SCATTER_PARTS; q++) {
      const block = blocks[scatterBlock(p, q)];
      for (let i = 0; i < width; i++)
        for (let j = 0; j < width; j++) {
          const value = block[i * width + j];
          const row = p * width + i;
          const column = q * width + j;
          sums[row * d + column] += value;
          if (p !== q) sums[column * d + row] += value;
        }
    }
}

/** Runs (x - mean) weights block by block and hands on each block's (rows, b). */
async function projectBlocks(
  runtime: WasmRuntime,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
  context: OperationContext,
  onBlock: (z: Float32Array, rows: number, start: number) => void,
): Promise<void> {
  await forRowBlocks(x, context, async (block, start) => {
    const { z } = await runtime.run("projection", {
      x: block,
      mean: rowVector(mean),
      weights,
    });
    onBlock(z, block.rows, start);
  });
}

/** As `ComputeBackend.project`. */
export async function project(
  runtime: WasmRuntime,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
  context: OperationContext,
): Promise<Matrix> {
  const b = weights.columns;
  const data = new Float32Array(x.rows * b);
  await projectBlocks(runtime, x, mean, weights, context, (z, _rows, start) =>
    data.set(z, start * b),
  );
  return { data, rows: x.rows, columns: b };
}

/** As `ComputeBackend.encode`. */
export async function encode(
  runtime: WasmRuntime,
  x: Matrix,
  mean: Float32Array,
  weights: Matrix,
  context: OperationContext,
): Promise<Codes> {
  const bits = weights.columns;
  const perCode = wordsPerCode(bits);
  const words = new Uint32Array(x.rows * perCode);
  await projectBlocks(runtime, x, mean, weights, context, (z, rows, start) =>
    words.set(packSigns(z, rows, bits), start * perCode),
  );
  return { words, rows: x.rows, bits };
}

/** As `ComputeBackend.signProduct`. */
export async function signProduct(
  runtime: WasmRuntime,
  v: Matrix,
  rotation: Float32Array,
  context: OperationContext,
): Promise<Float64Array> {
  const b = v.columns;
  const sums = new Float64Array(b * b);
  const operand = { data: rotation, rows: b, columns: b };
  await forRowBlocks(v, context, async (block) => {
    const { product } = await runtime.run("signProduct", {
      v: block,
      rotation: operand,
    });
    for (let i = 0; i < sums.length; i++) sums[i] += product[i];
  });
  return sums;
}

/**
 * As `ComputeBackend.polar`: quintic steps in f32. Missing rows, which no step
 * would lift, are left out and completed; of what is nearly missing more steps
 * lift the round-off. What still is not orthogonal goes to the f64
 * decomposition.
 */
export async function polar(
  runtime: WasmRuntime,
  m: Float64Array,
  size: number,
): Promise<Float64Array> {
  let squares = 0;
  for (let i = 0; i < m.length; i++) squares += m[i] * m[i];
  if (!(squares > 0)) return polarFactor(m, size);
  if (missingRows(m, size).length > 0) {
    const completed = createResidentPolar(size).factor(m);
    if (completed) return Float64Array.from(completed);
  }
  // Within f32's range, whatever the number of rows summed.
  const scale = 1 / Math.sqrt(squares);
  const scaled = new Float32Array(m.length);
  for (let i = 0; i < m.length; i++) scaled[i] = m[i] * scale;
  const square = (data: Float32Array) => ({ data, rows: size, columns: size });
  let result = await runtime.run("polar", { m: square(scaled) });
  for (let extra = 0; extra < MAX_POLISH; extra++) {
    if (identityError(result.gram, size) < POLAR_TOLERANCE)
      return new Float64Array(result.polar);
    result = await runtime.run("polish", { x: square(result.polar) });
  }
  return polarFactor(m, size);
}

/** max|G - I|; NaN counts as infinite. */
function identityError(gram: Float32Array, size: number): number {
  let worst = 0;
  for (let i = 0; i < size; i++) {
    for (let j = 0; j < size; j++) {
      const error = Math.abs(gram[i * size + j] - (i === j ? 1 : 0));
      if (!(error <= worst)) worst = Number.isNaN(error) ? Infinity : error;
    }
  }
  return worst;
}
