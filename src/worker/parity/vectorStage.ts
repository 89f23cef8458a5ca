import type { ParityStage } from "../../model/parityReport";

/** Cosines from here on are the same vector by another runtime or in half precision. */
const SAME = 1 - 1e-6;
const NEAR = 0.9999;

/** The same text made a vector in another way than it should be. */
export interface VectorVariant {
  /** "without its prefix “passage: ”". */
  readonly what: string;
  readonly vector: ArrayLike<number>;
}

function lengthOf(vector: ArrayLike<number>): number {
  return Math.sqrt(dot(vector, vector));
}

function dot(a: ArrayLike<number>, b: ArrayLike<number>): number {
  let sum = 0;
  for (let i = 0; i < a.length; i++) sum += a[i] * b[i];
  return sum;
}

function cosineOf(a: ArrayLike<number>, b: ArrayLike<number>): number {
  const scale = lengthOf(a) * lengthOf(b);
  return scale > 0 ? dot(a, b) / scale : 0;
}

const stage = (
  verdict: ParityStage["verdict"],
  finding: string,
): ParityStage => ({ stage: "vector", verdict, finding });

/**
 * Compares a vector with the one it should be. `mean` is the fit's; `variants`
 * are made only when they are needed.
 */
export async function compareVectors(
  given: readonly number[],
  own: Float32Array,
  mean: Float32Array,
  variants: () => Promise<readonly VectorVariant[]>,
): Promise<ParityStage> {
  if (given.length !== own.length)
    return stage(
      "differs",
      `It has ${given.length} dimensions, the data set ${own.length}: another model, or a part of a vector.`,
    );
  const wrong = given.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    return stage("differs", `Its value ${wrong} is no finite number.`);
  const length = lengthOf(given);
  const cosine = cosineOf(given, own);
  if (Math.abs(length - 1) > 1e-3)
    return stage(
      "differs",
      `It is not normalised: its length is ${length.toPrecision(4)}, not 1.${
        cosine >= NEAR
          ? " Scaled to length 1 it is the right vector."
          : ` Scaled to length 1 it would still differ (cosine ${cosine.toFixed(4)}).`
      }`,
    );
  if (cosine >= SAME)
    return stage("same", `The same vector (cosine ${cosine.toFixed(7)}).`);
  if (cosine >= NEAR)
    return stage(
      "within-rounding",
      `The same vector but for rounding (cosine ${cosine.toFixed(7)}): another runtime, or half precision.`,
    );
  const centred = own.map((value, j) => value - mean[j]);
  if (cosineOf(given, centred) >= NEAR)
    return stage(
      "differs",
      "It is the right vector with the mean subtracted already: hashing subtracts it once more.",
    );
  for (const { what, vector } of await variants())
    if (cosineOf(given, vector) >= NEAR)
      return stage("differs", `It is the vector of the same text ${what}.`);
  return stage(
    "differs",
    `It is another vector (cosine ${cosine.toFixed(4)}): another text, model, prefix or pooling.`,
  );
}
