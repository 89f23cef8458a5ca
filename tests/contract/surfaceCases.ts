import type { Codes, SurfaceInput } from "../../src/compute/backend";
import type { KeyPart, StepPart } from "../../src/compute/surfaceParts";
import { pivotDistances } from "../../src/compute/reference/search";
import { hammingScore } from "../../src/search/score/hamming";
import type { PivotDistances } from "../../src/search/structure/pivots/rule";
import { pivotSteps } from "../../src/search/structure/pivots/steps";
import { scanSteps } from "../../src/search/structure/scan";
import {
  bitOf,
  codesOf,
  differentIntegers,
  integer,
  type Random,
  randomCodes,
  seededRandom,
} from "./cases";
import { differenceScore, type Values } from "./parts/difference";
import { listSteps } from "./parts/lists";

/** Sizes of a surface, and how alike its documents are. */
export interface SurfaceShape {
  readonly n: number;
  readonly queries: number;
  readonly k: number;
  readonly bits: number;
  readonly pivots: number;
  /** Different documents: few make large tie groups. */
  readonly distinct: number;
}

/** What the parts of one case are made from. */
interface Drawn {
  readonly random: Random;
  readonly shape: SurfaceShape;
  /** Which of the different documents each document and each query is. */
  readonly kinds: readonly number[];
  readonly queryKinds: readonly number[];
}

function codesOfKinds(
  { random, shape }: Drawn,
  ...lists: readonly (readonly number[])[]
): Codes[] {
  const { bits, distinct } = shape;
  const different = randomCodes(random, distinct, bits);
  return lists.map((kinds) =>
    codesOf(kinds.length, bits, (row, bit) =>
      bitOf(different, kinds[row], bit),
    ),
  );
}

/** Keys up to `most`, in few or in many values. */
function differences(most: number): (drawn: Drawn) => KeyPart {
  const width = 3;
  return (drawn) => {
    const { random, shape, kinds, queryKinds } = drawn;
    const largest = Math.floor(most / width);
    const different = Uint32Array.from(
      { length: shape.distinct * width },
      // The ends of the range are always there.
      (_, i) =>
        i < width ? 0 : i < 2 * width ? largest : integer(random, largest + 1),
    );
    const valuesOf = (of: readonly number[]): Values => ({
      data: Uint32Array.from(
        { length: of.length * width },
        (_, i) => different[of[Math.floor(i / width)] * width + (i % width)],
      ),
      rows: of.length,
      width,
    });
    return differenceScore(valuesOf(kinds), valuesOf(queryKinds), most);
  };
}

/** Scores by name: the app's, and one from outside with keys of three sizes. */
export const SCORES = {
  hamming: (drawn) => {
    const [codes, queryCodes] = codesOfKinds(
      drawn,
      drawn.kinds,
      drawn.queryKinds,
    );
    return hammingScore(codes, queryCodes);
  },
  "differences to 99": differences(99),
  "differences to 15,360": differences(15_360),
  "differences to 200,001": differences(200_001),
} as const satisfies Record<string, (drawn: Drawn) => KeyPart>;

function hammingPivots(
  drawn: Drawn,
  statistic: PivotDistances["statistic"],
): StepPart {
  const [codes, queryCodes] = codesOfKinds(
    drawn,
    drawn.kinds,
    drawn.queryKinds,
  );
  const { pivots, bits } = drawn.shape;
  const pivotCodes = randomCodes(drawn.random, pivots, bits);
  return pivotSteps({
    space: "hamming",
    statistic,
    pivots,
    documentDistances: pivotDistances(codes, pivotCodes),
    queryDistances: pivotDistances(queryCodes, pivotCodes),
  });
}

/** Distances on the thresholds' own grid: `<` and `<=` would differ often. */
function realPivots(
  { random, shape }: Drawn,
  space: "cosine" | "angular",
  statistic: PivotDistances["statistic"],
): StepPart {
  const { pivots } = shape;
  const distances = (rows: number) =>
    Float32Array.from(
      { length: rows * pivots },
      () => integer(random, 33) / 32,
    );
  return pivotSteps(
    {
      space,
      statistic,
      pivots,
      documentDistances: distances(shape.n),
      queryDistances: distances(shape.queries),
    },
    Float64Array.from({ length: 20 }, (_, t) => (t * 1.5) / 32),
  );
}

function lists({ random, shape }: Drawn): StepPart {
  const count = 7;
  return listSteps(
    {
      data: Uint32Array.from({ length: shape.n }, () => integer(random, count)),
      rows: shape.n,
      width: 1,
    },
    {
      data: Uint32Array.from(
        Array.from({ length: shape.queries }, () =>
          differentIntegers(random, count, count),
        ).flat(),
      ),
      rows: shape.queries,
      width: count,
    },
  );
}

/** Structures by name: the app's, every rule of the pivots, and one from outside. */
export const STRUCTURES = {
  scan: ({ shape }) => scanSteps(shape.n, shape.queries),
  "Hamming pivots": (drawn) => hammingPivots(drawn, "max"),
  "squares of Hamming pivots": (drawn) =>
    hammingPivots(drawn, "sum-of-squares"),
  "cosine pivots": (drawn) => realPivots(drawn, "cosine", "max"),
  "squares of cosine pivots": (drawn) =>
    realPivots(drawn, "cosine", "sum-of-squares"),
  "angular pivots": (drawn) => realPivots(drawn, "angular", "max"),
  "squares of angular pivots": (drawn) =>
    realPivots(drawn, "angular", "sum-of-squares"),
  lists,
} as const satisfies Record<string, (drawn: Drawn) => StepPart>;

export type ScoreName = keyof typeof SCORES;
export type StructureName = keyof typeof STRUCTURES;

/** A surface of these parts. Every other query is a document and leaves its row out. */
export function surfaceCase(
  seed: number,
  shape: SurfaceShape,
  score: ScoreName,
  structure: StructureName,
): SurfaceInput {
  const { n, queries, k, distinct } = shape;
  const random = seededRandom(seed);
  const kinds = Array.from({ length: n }, () => integer(random, distinct));
  const excludedRows = Int32Array.from({ length: queries }, (_, q) =>
    q % 2 === 0 && k < n ? integer(random, n) : -1,
  );
  const queryKinds = Array.from(excludedRows, (row) =>
    row >= 0 ? kinds[row] : integer(random, distinct),
  );
  const neighbours = new Int32Array(queries * k);
  for (let q = 0; q < queries; q++) {
    const rows = differentIntegers(random, Math.min(n, k + 1), n);
    const others = rows.filter((row) => row !== excludedRows[q]);
    neighbours.set(others.slice(0, k), q * k);
  }
  const drawn = { random, shape, kinds, queryKinds };
  return {
    score: SCORES[score](drawn),
    structure: STRUCTURES[structure](drawn),
    excludedRows,
    neighbours,
    k,
  };
}

/** A shape that a seed decides. */
export function randomShape(seed: number): SurfaceShape {
  const random = seededRandom(seed * 77);
  const n = 2 + integer(random, 200);
  return {
    n,
    queries: 1 + integer(random, 7),
    k: 1 + integer(random, Math.min(10, n - 1)),
    bits: [3, 16, 45, 128, 255, 256, 300][integer(random, 7)],
    pivots: 1 + integer(random, 8),
    distinct: [1, 4, n][integer(random, 3)],
  };
}
