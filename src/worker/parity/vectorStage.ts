import type { Message } from "../../model/message";
import type { TextVariant } from "../../model/messages/parity";
import type { ParityStage } from "../../model/parityReport";

/** Cosines from here on are the same vector by another runtime or in half precision. */
const SAME = 1 - 1e-6;
const NEAR = 0.9999;

/** The same text made a vector in another way than it should be. */
export interface VectorVariant {
  readonly variant: TextVariant;
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
  finding: Message,
): ParityStage => ({ stage: "vector", verdict, finding });

/**
 * Compares a vector with the one it should be. `mean` is the fit's; `variants`
 * are made only when they are needed.
 */
export async function compareVectors(
  given: readonly number[],
  expected: Float32Array,
  mean: Float32Array,
  variants: () => Promise<readonly VectorVariant[]>,
): Promise<ParityStage> {
  if (given.length !== expected.length)
    return stage("differs", {
      name: "parity.vector-dimensions",
      params: { given: given.length, expected: expected.length },
    });
  const wrong = given.findIndex((value) => !Number.isFinite(value));
  if (wrong >= 0)
    return stage("differs", {
      name: "parity.vector-not-finite",
      params: { value: wrong },
    });
  const length = lengthOf(given);
  const cosine = cosineOf(given, expected);
  if (Math.abs(length - 1) > 1e-3)
    return stage("differs", {
      name: "parity.vector-not-normalised",
      params: { length, cosine, right: cosine >= NEAR },
    });
  if (cosine >= SAME)
    return stage("same", { name: "parity.vector-same", params: { cosine } });
  if (cosine >= NEAR)
    return stage("within-rounding", {
      name: "parity.vector-rounded",
      params: { cosine },
    });
  const centred = expected.map((value, j) => value - mean[j]);
  if (cosineOf(given, centred) >= NEAR)
    return stage("differs", { name: "parity.vector-centred", params: {} });
  for (const { variant, vector } of await variants())
    if (cosineOf(given, vector) >= NEAR)
      return stage("differs", {
        name: "parity.vector-of-variant",
        params: { variant },
      });
  return stage("differs", {
    name: "parity.vector-another",
    params: { cosine },
  });
}
