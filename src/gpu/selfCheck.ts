import {
  type ComputeBackend,
  quietContext,
  type SurfaceInput,
} from "../compute/backend";
import type { GpuOperationName } from "./operations";
import {
  BITS,
  ITERATIONS,
  LIMIT,
  NEIGHBOURS,
  QUERIES,
  ROWS,
  type SelfCheckCase,
  selfCheckCase,
} from "./selfCheckCase";

/** Agreement asked of floats: wrong kernels differ by far more. */
const TOLERANCE = 1e-4;

/** One operation's answer as plain numbers, in order. */
type Answer = ArrayLike<number>;

type Run = (backend: ComputeBackend) => Promise<Answer>;

interface Check {
  readonly run: Run;
  /** Integers must be equal, floats agree within `TOLERANCE`. */
  readonly exact: boolean;
  /** Tells the checks of one operation apart; "" where there is one. */
  readonly variant: string;
}

const equal = (run: Run, variant = ""): Check => ({
  run,
  exact: true,
  variant,
});
const close = (run: Run): Check => ({ run, exact: false, variant: "" });

function numbersOf(parts: readonly ArrayLike<number>[]): number[] {
  return parts.flatMap((part) => Array.from(part));
}

/** A score and a structure over the case's documents and queries. */
export type SampledParts = Pick<SurfaceInput, "score" | "structure">;

/** The parts of surfaces that a GPU must count rightly, of every kind in use. */
export type SampleParts = (
  it: SelfCheckCase,
) => readonly [SampledParts, ...SampledParts[]];

async function surfaceOf(
  backend: ComputeBackend,
  parts: SampledParts,
  { excludedRows }: SelfCheckCase,
): Promise<Answer> {
  const neighbours = Int32Array.from(
    { length: QUERIES * NEIGHBOURS },
    (_, i) => 1 + ((7 * i) % (ROWS - 2)),
  );
  const { candidates, need, less, tie, knobs } = await backend.surface(
    { ...parts, excludedRows, neighbours, k: NEIGHBOURS },
    quietContext,
  );
  return numbersOf([knobs, candidates, need, less, tie]);
}

function checkOfSurface(parts: SampledParts, it: SelfCheckCase): Check {
  return equal(
    (backend) => surfaceOf(backend, parts, it),
    [parts.score, parts.structure]
      .map(({ name, wgsl }) => wgsl?.name ?? name)
      .join(", "),
  );
}

/** At least one check of every operation that a GPU has. */
function checks(
  it: SelfCheckCase,
  sampleParts: SampleParts,
): Readonly<Record<GpuOperationName, readonly [Check, ...Check[]]>> {
  const { x, mean, weights, v, square, codes, queryCodes } = it;
  const { queries, excludedRows, tall, identity, pivots } = it;
  const [firstParts, ...otherParts] = sampleParts(it);
  const pairs = Uint32Array.from({ length: 66 }, (_, i) => (11 * i) % ROWS);
  return {
    product: [
      equal(
        async (backend) =>
          (
            await backend.product(
              x,
              weights,
              { transposeA: false },
              quietContext,
            )
          ).data,
      ),
      equal(
        async (backend) =>
          (await backend.product(x, v, { transposeA: true }, quietContext))
            .data,
        "transposed",
      ),
    ],
    columnMean: [close((backend) => backend.columnMean(x, quietContext))],
    covariance: [close((backend) => backend.covariance(x, mean, quietContext))],
    project: [
      equal(
        async (backend) =>
          (await backend.project(x, mean, weights, quietContext)).data,
      ),
    ],
    signProduct: [
      equal((backend) => backend.signProduct(v, square.data, quietContext)),
    ],
    polar: [
      close((backend) => backend.polar(Float64Array.from(square.data), BITS)),
    ],
    itq: [
      close(
        async (backend) =>
          (await backend.itq(tall, identity, ITERATIONS, quietContext))
            .absoluteSums,
      ),
    ],
    encode: [
      equal(
        async (backend) =>
          (await backend.encode(x, mean, weights, quietContext)).words,
      ),
    ],
    pivotDistances: [
      equal((backend) => backend.pivotDistances(codes, pivots, quietContext)),
    ],
    hammingTopK: [
      equal(async (backend) => {
        const { rows, distances } = await backend.hammingTopK(
          codes,
          queryCodes,
          LIMIT,
          excludedRows,
          quietContext,
        );
        return numbersOf([rows, distances]);
      }),
    ],
    cosineTopK: [
      equal((backend) =>
        backend.cosineTopK(queries, x, NEIGHBOURS, excludedRows, quietContext),
      ),
    ],
    surface: [
      checkOfSurface(firstParts, it),
      ...otherParts.map((parts) => checkOfSurface(parts, it)),
    ],
    pairSimilarities: [
      close(async (backend) => {
        const { hamming, cosine } = await backend.pairSimilarities(
          x,
          codes,
          pairs,
          quietContext,
        );
        return numbersOf([hamming, cosine]);
      }),
    ],
  };
}

/** How many numbers differ; a wrong length makes all of them wrong. */
function countDifferences(got: Answer, wanted: Answer, exact: boolean): number {
  if (got.length !== wanted.length) return wanted.length;
  let largest = 0;
  for (let i = 0; i < wanted.length; i++)
    largest = Math.max(largest, Math.abs(wanted[i]));
  const allowed = exact ? 0 : TOLERANCE * Math.max(1, largest);
  let differing = 0;
  for (let i = 0; i < wanted.length; i++) {
    // The last knob of a surface may be infinite.
    const isSame = got[i] === wanted[i];
    if (!isSame && !(Math.abs(got[i] - wanted[i]) <= allowed)) differing++;
  }
  return differing;
}

/** A check whose numbers are not those of the reference. */
export interface SelfCheckDifference {
  /** The operation, and which case of it. */
  readonly check: string;
  readonly differing: number;
  readonly numbers: number;
}

/**
 * Runs every operation that a GPU has on the tiny case on both backends and
 * compares every number; `sampleParts` gives the surfaces. Returns null when all
 * agree, else the first check that does not.
 */
export async function selfCheck(
  candidate: ComputeBackend,
  reference: ComputeBackend,
  sampleParts: SampleParts,
): Promise<SelfCheckDifference | null> {
  for (const [operation, ofOperation] of Object.entries(
    checks(selfCheckCase(), sampleParts),
  ))
    for (const { run, exact, variant } of ofOperation) {
      const got = await run(candidate);
      const wanted = await run(reference);
      const differing = countDifferences(got, wanted, exact);
      const check = variant ? `${operation}, ${variant}` : operation;
      if (differing > 0) return { check, differing, numbers: wanted.length };
    }
  return null;
}
