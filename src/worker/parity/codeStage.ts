import { projectOne } from "../../search/hash/projectOne";
import { reverseByte } from "../../numeric/codeWords";
import type { FittedHash, LinearModel } from "../../search/hash/hash";
import type { VectorVariant } from "./vectorStage";
import type { CodeProblem } from "../../model/codeProblem";
import type { CodeFinding, CodeMistake } from "../../model/messages/parity";
import type { ParityStage } from "../../model/parityReport";

/** Bits whose projection is nearer to zero are decided by rounding. */
export const BIT_MARGIN = 1e-6;

/** Bits named at most. */
const MOST_NAMED = 12;

interface CodeStage extends ParityStage {
  readonly finding: CodeFinding;
}

const stage = (
  verdict: ParityStage["verdict"],
  finding: CodeFinding,
): CodeStage => ({ stage: "code", verdict, finding });

/** Bytes in np.packbits order from hex or from the digits 0 and 1; or why not. */
export function parseCode(
  code: string,
  bits: number,
): Uint8Array | CodeProblem {
  const text = code.trim().replace(/^0x/i, "").replace(/[\s_]/g, "");
  const sizeBytes = Math.ceil(bits / 8);
  if (/^[01]+$/.test(text) && text.length === bits)
    return packed(Array.from(text, (digit) => digit === "1"));
  if (!/^[0-9a-f]*$/i.test(text)) return { kind: "no-digits" };
  if (text.length !== 2 * sizeBytes)
    return { kind: "length", digits: text.length, bits };
  return Uint8Array.from({ length: sizeBytes }, (_, i) =>
    Number.parseInt(text.slice(2 * i, 2 * i + 2), 16),
  );
}

export function packed(bits: readonly boolean[]): Uint8Array {
  const bytes = new Uint8Array(Math.ceil(bits.length / 8));
  bits.forEach((bit, j) => {
    if (bit) bytes[j >> 3] |= 0x80 >> (j & 7);
  });
  return bytes;
}

/** Bits in which two codes differ. */
export function differingBits(a: Uint8Array, b: Uint8Array): number[] {
  const differing: number[] = [];
  for (let j = 0; j < 8 * a.length; j++)
    if ((a[j >> 3] ^ b[j >> 3]) & (0x80 >> (j & 7))) differing.push(j);
  return differing;
}

const signs = (z: ArrayLike<number>) =>
  packed(Array.from(z, (value) => value > 0));

interface MistakenCode {
  readonly mistake: CodeMistake;
  readonly code: Uint8Array;
}

/** How codes usually go wrong, and what would come of each. */
function mistakes({ bytes, bits, vector, hash }: ExpectedCode): MistakenCode[] {
  const scaled = (factor: number) => vector.map((value) => factor * value);
  const swapped = bytes.slice();
  for (let at = 0; at < bytes.length; at += 8)
    swapped.subarray(at, at + 8).reverse();
  return [
    {
      mistake: { kind: "bits-reversed" },
      code: bytes.map(reverseByte),
    },
    {
      mistake: { kind: "bytes-reversed" },
      code: swapped,
    },
    {
      mistake: { kind: "inverted" },
      code: signs(hash.project(vector).map((value) => -value)),
    },
    ...(hash.linear?.factors
      ? linearMistakes(vector, hash.linear.factors, bits)
      : []),
    ...[0.5, 2, 5, 10, 20].map((factor): MistakenCode => ({
      // Of an unnormalised vector.
      mistake: { kind: "scaled", factor },
      code: signs(hash.project(scaled(factor))),
    })),
  ];
}

/** What comes of a part of the model that was left out or turned. */
function linearMistakes(
  vector: Float32Array,
  model: LinearModel,
  bits: number,
): MistakenCode[] {
  const { mean, rotation } = model;
  const noMean = new Float32Array(mean.length);
  const identity = new Float32Array(bits * bits);
  const transposed = new Float32Array(bits * bits);
  for (let i = 0; i < bits; i++) {
    identity[i * bits + i] = 1;
    for (let j = 0; j < bits; j++)
      transposed[i * bits + j] = rotation[j * bits + i];
  }
  const coded = (change: Partial<LinearModel>) =>
    signs(projectOne(vector, { ...model, ...change }));
  return [
    {
      mistake: { kind: "without-mean" },
      code: coded({ mean: noMean }),
    },
    {
      mistake: { kind: "without-rotation" },
      code: coded({ rotation: identity }),
    },
    {
      mistake: { kind: "rotation-transposed" },
      code: coded({ rotation: transposed }),
    },
  ];
}

export interface ExpectedCode {
  /** np.packbits order. */
  readonly bytes: Uint8Array;
  readonly bits: number;
  readonly vector: Float32Array;
  readonly hash: FittedHash;
}

/**
 * Compares a code with the one it should be; names the mistake that would give
 * just this code, `variants` of the vector among them.
 */
export async function compareCodes(
  given: Uint8Array,
  expected: ExpectedCode,
  variants: () => Promise<readonly VectorVariant[]>,
): Promise<CodeStage> {
  const wrong = differingBits(given, expected.bytes);
  if (wrong.length === 0)
    return stage("same", {
      name: "parity.code-same",
      params: { bits: expected.bits },
    });
  const z = expected.hash.project(expected.vector);
  const which = {
    named: wrong.slice(0, MOST_NAMED),
    differing: wrong.length,
    bits: expected.bits,
  };
  if (wrong.every((bit) => Math.abs(z[bit] ?? Infinity) < BIT_MARGIN))
    return stage("within-rounding", {
      name: "parity.code-rounded",
      params: { ...which, margin: BIT_MARGIN },
    });
  const exact = (code: Uint8Array) => differingBits(given, code).length === 0;
  // A single bit is no pattern: transformations turn about half of them.
  const recognised =
    wrong.length < 3
      ? undefined
      : mistakes(expected).find(({ code }) => exact(code));
  if (recognised)
    return stage("differs", {
      name: "parity.code-mistake",
      params: { mistake: recognised.mistake },
    });
  for (const { variant, vector } of await variants())
    if (exact(signs(expected.hash.project(vector))))
      return stage("differs", {
        name: "parity.code-of-variant",
        params: { variant },
      });
  if (wrong.length === 1)
    return stage("differs", {
      name: "parity.code-bit-flipped",
      params: { ...which, projection: z[wrong[0]] ?? null },
    });
  return stage("differs", {
    name: "parity.code-differs",
    params: { ...which, byChance: wrong.length > expected.bits / 4 },
  });
}
