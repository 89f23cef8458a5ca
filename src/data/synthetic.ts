import { NumpyGenerator } from "../numeric/random/pcg64";
import type { VectorFaults } from "../model/faults/dataVectors";
import { DataError } from "./dataError";
import type { Float32Matrix } from "./npy";
import type { SyntheticSpec } from "../model/synthetic";

/** What a set is needed for may ask for more rows and columns. */
export interface Least {
  readonly rows: number;
  readonly dim: number;
}

const FILE_NAME = "synthetic";
const MAX_ROWS = 2_000_000;
const MAX_DIM = 4096;
/** The smallest set that can be drawn. */
const LEAST: Least = { rows: 2, dim: 2 };
/** Rows drawn between two pauses. */
const ROWS_PER_STEP = 512;
/** 2 GiB of f32: the largest buffer that browsers reliably give to a page. */
const MAX_VALUES = 2 ** 29;

/**
 * Variance of the j-th principal direction is proportional to j^-0.7, which gives the first 128
 * of 384 directions 72 % of the variance, as real sentence embeddings show.
 */
const SPECTRUM_DECAY = 0.7;

/**
 * Draws unit rows that look like text embeddings: Gaussian clusters with a decaying spectrum about
 * a mean that all rows share (anisotropy), turned by a random rotation so that no single
 * coordinate carries a principal direction.
 *
 * @throws DataError "bad-synthetic" naming the field out of range, "too-large" above 2^29 values.
 */
export function makeSynthetic(spec: SyntheticSpec): Float32Matrix {
  const drawing = drawRows(spec, LEAST);
  let step = drawing.next();
  while (!step.done) step = drawing.next();
  return step.value;
}

/**
 * As `makeSynthetic`, with a pause after every few rows: `checkpoint` is told the rows drawn and
 * the rows asked for, and stops the drawing by rejecting.
 */
export async function makeSyntheticInSteps(
  spec: SyntheticSpec,
  checkpoint: (done: number, total: number) => Promise<void>,
  least: Least = LEAST,
): Promise<Float32Matrix> {
  const drawing = drawRows(spec, least);
  let step = drawing.next();
  while (!step.done) {
    await checkpoint(step.value, spec.n);
    step = drawing.next();
  }
  return step.value;
}

/** Draws the rows, handing over how many there are after every few. */
function* drawRows(
  spec: SyntheticSpec,
  least: Least,
): Generator<number, Float32Matrix> {
  const { n, dim, clusters, seed, spread, meanShift, ...shape } = checkedSpec(
    spec,
    least,
  );
  const generator = new NumpyGenerator(seed);
  const { intrinsicDim } = shape;
  const deviations = spectrum(intrinsicDim, shape.anisotropy);
  const rotate = randomRotation(generator, dim);

  const mean = generator.standardNormals(dim);
  scaleToNorm(mean, meanShift);
  const centres = generator.standardNormals(clusters * intrinsicDim);
  // Independent parts: the squares of centreScale and spread add up to 1.
  const centreScale = Math.sqrt(1 - spread * spread);
  for (let index = 0; index < centres.length; index++) {
    centres[index] *= deviations[index % intrinsicDim] * centreScale;
  }

  const data = new Float32Array(n * dim);
  const values = new Float64Array(dim);
  for (let row = 0; row < n; row++) {
    const centre = generator.integers(clusters) * intrinsicDim;
    const normals = generator.standardNormals(intrinsicDim);
    values.fill(0, intrinsicDim);
    for (let column = 0; column < intrinsicDim; column++) {
      values[column] =
        normals[column] * deviations[column] * spread +
        centres[centre + column];
    }
    rotate(values);
    for (let column = 0; column < dim; column++) values[column] += mean[column];
    scaleToNorm(values, 1);
    data.set(values, row * dim);
    if (row % ROWS_PER_STEP === ROWS_PER_STEP - 1) yield row + 1;
  }
  return { data, rows: n, dim };
}

function checkedSpec(
  spec: SyntheticSpec,
  least: Least,
): Required<SyntheticSpec> {
  const { n, dim } = spec;
  requireInteger("n", n, least.rows, MAX_ROWS);
  requireInteger("dim", dim, least.dim, MAX_DIM);
  const { clusters = Math.min(64, n), seed = 42 } = spec;
  requireInteger("clusters", clusters, 1, n);
  requireInteger("seed", seed, 0, Number.MAX_SAFE_INTEGER);
  const { spread = 0.7, meanShift = 0.75 } = spec;
  requireRange("spread", spread, 0, 1);
  requireRange("meanShift", meanShift, 0, 100);
  const { anisotropy = SPECTRUM_DECAY, intrinsicDim = dim } = spec;
  requireRange("anisotropy", anisotropy, 0, 4);
  requireInteger("intrinsicDim", intrinsicDim, 1, dim);
  // Every cluster has its centre in f64 beside the rows.
  const values = Math.max(n, 2 * clusters) * dim;
  if (values > MAX_VALUES) {
    throw new DataError("too-large", "data.synthetic-too-large", {
      file: FILE_NAME,
      rows: n,
      clusters,
      dim,
      values,
      mostValues: MAX_VALUES,
      mostRows: Math.floor(MAX_VALUES / dim),
    });
  }
  return {
    n,
    dim,
    clusters,
    seed,
    spread,
    meanShift,
    anisotropy,
    intrinsicDim,
  };
}

function requireInteger(
  field: string,
  value: number,
  low: number,
  high: number,
): void {
  if (Number.isInteger(value) && value >= low && value <= high) return;
  throw badSpec({ field, value, kind: "whole", low, high });
}

function requireRange(
  field: string,
  value: number,
  low: number,
  high: number,
): void {
  if (value >= low && value <= high) return;
  throw badSpec({ field, value, kind: "any", low, high });
}

function badSpec(
  wrong: Omit<VectorFaults["data.synthetic-field"], "file">,
): DataError {
  return new DataError("bad-synthetic", "data.synthetic-field", {
    file: FILE_NAME,
    ...wrong,
  });
}

/** Standard deviations along the principal directions, descending, squares adding up to 1. */
function spectrum(directions: number, anisotropy: number): Float64Array {
  const deviations = Float64Array.from({ length: directions }, (_, index) =>
    Math.pow(index + 1, -anisotropy / 2),
  );
  scaleToNorm(deviations, 1);
  return deviations;
}

/**
 * Rounds of pairwise rotations. After three, the coordinates' variances differ as little as under
 * a uniformly random rotation (coefficient of variation 0.14 for 384 dimensions).
 */
const ROTATION_ROUNDS = 3;

/**
 * A random rotation in O(dim log dim): rounds of plane rotations by random angles of the pairs
 * (i, i + stride), stride 1, 2, 4, ..., arranged like the butterflies of a fast Fourier transform,
 * so that every direction ends up spread over all coordinates. Works in place.
 */
function randomRotation(
  generator: NumpyGenerator,
  dim: number,
): (values: Float64Array) => void {
  const lefts: number[] = [];
  const rights: number[] = [];
  for (let round = 0; round < ROTATION_ROUNDS; round++) {
    for (let stride = 1; stride < dim; stride *= 2) {
      for (let left = 0; left + stride < dim; left++) {
        if ((left & stride) !== 0) continue;
        lefts.push(left);
        rights.push(left + stride);
      }
    }
  }
  const cosines = new Float64Array(lefts.length);
  const sines = new Float64Array(lefts.length);
  for (let pair = 0; pair < lefts.length; pair++) {
    const angle = 2 * Math.PI * generator.random();
    cosines[pair] = Math.cos(angle);
    sines[pair] = Math.sin(angle);
  }
  return (values) => {
    for (let pair = 0; pair < lefts.length; pair++) {
      const left = values[lefts[pair]];
      const right = values[rights[pair]];
      values[lefts[pair]] = cosines[pair] * left - sines[pair] * right;
      values[rights[pair]] = sines[pair] * left + cosines[pair] * right;
    }
  };
}

/** Scales in place; a vector of zeros becomes (norm, 0, 0, ...). */
function scaleToNorm(values: Float64Array, norm: number): void {
  let sum = 0;
  for (const value of values) sum += value * value;
  if (sum === 0) {
    values[0] = norm;
    return;
  }
  const factor = norm / Math.sqrt(sum);
  for (let index = 0; index < values.length; index++) values[index] *= factor;
}
