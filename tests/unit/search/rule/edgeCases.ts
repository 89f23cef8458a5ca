import type {
  PivotDistances,
  PivotRule,
} from "../../../../src/search/structure/pivots/rule";

/** The f32 values from two below to two above a number. */
function neighbours(value: number): number[] {
  const view = new DataView(new ArrayBuffer(4));
  view.setFloat32(0, value);
  const rounded = view.getFloat32(0);
  if (rounded <= 0) return [rounded];
  const bits = view.getUint32(0);
  return [-2, -1, 0, 1, 2].map((step) => {
    view.setUint32(0, bits + step);
    return view.getFloat32(0);
  });
}

/** Distances round one threshold: a query, and documents on either side of every edge. */
export interface EdgeCase {
  readonly rule: PivotRule;
  readonly t: number;
  readonly distances: PivotDistances;
}

export const BITS = 64;

/** A value of each of the three pivots. */
type Values = readonly [number, number, number];

/** Shares of what is left of t^2 that the first pivot takes. */
const SHARES = [0, 0.36, 0.5, 0.64, 1];

/** How far the third pivot's value is from the query's: it never decides alone. */
function smallGap({ space }: PivotRule, t: number): number {
  return space === "hamming" ? Math.floor(t / 3) : t / 3;
}

/** Gaps of the first two pivots that put a document at, or next to, the threshold. */
function gapsAt(rule: PivotRule, t: number): [number, number][] {
  if (rule.statistic === "max")
    return [
      [t, t],
      [t, 0],
      [0, t],
      [t / 2, t],
      [0, 0],
    ];
  const left = Math.sqrt(t * t - smallGap(rule, t) ** 2);
  return SHARES.map((share) => [
    left * Math.sqrt(share),
    left * Math.sqrt(1 - share),
  ]);
}

/** Values of one pivot at, just below and just above gap `gap` from the query's. */
function valuesAt({ space }: PivotRule, query: number, gap: number): number[] {
  const ends = [query - gap, query + gap];
  if (space === "hamming")
    return ends
      .flatMap((end) => [Math.floor(end), Math.ceil(end)])
      .flatMap((end) => [end - 1, end, end + 1])
      .filter((value) => value >= 0 && value <= BITS);
  return ends.flatMap(neighbours).filter((value) => value >= 0);
}

/** All values at the edge, each once. */
function documentsAt(rule: PivotRule, query: Values, t: number): Values[] {
  const [first, second, third] = query;
  const last = third + smallGap(rule, t);
  const near = gapsAt(rule, t).flatMap(([a, b]) =>
    valuesAt(rule, first, a).flatMap((x) =>
      valuesAt(rule, second, b).map((y): Values => [x, y, last]),
    ),
  );
  const all: Values[] = [[0, 0, 0], query, ...near];
  return [...new Map(all.map((values) => [values.join(), values])).values()];
}

function edgeCase(rule: PivotRule, query: Values, t: number): EdgeCase {
  const documents = documentsAt(rule, query, t).flat();
  const { space, statistic } = rule;
  return {
    rule,
    t,
    distances:
      space === "hamming"
        ? {
            space,
            statistic,
            pivots: 3,
            documentDistances: Uint8Array.from(documents),
            queryDistances: Uint8Array.from(query),
          }
        : {
            space,
            statistic,
            pivots: 3,
            documentDistances: Float32Array.from(documents),
            queryDistances: Float32Array.from(query),
          },
  };
}

const WHOLE_QUERIES: readonly Values[] = [
  [0, 0, 0],
  [30, 17, 40],
  [64, 1, 9],
];

const REAL_QUERIES: readonly Values[] = [
  [0, 0, 0],
  [Math.fround(0.7310585975646973), 0.25, Math.fround(0.6)],
  [Math.fround(1.1), Math.fround(0.9), Math.fround(0.3)],
];

/** The edges of a rule: at no, small and large thresholds, all of them on its grid. */
export function edgeCases(rule: PivotRule): EdgeCase[] {
  return rule.space === "hamming"
    ? [0, 1, 5, 13, 20].flatMap((t) =>
        WHOLE_QUERIES.map((query) => edgeCase(rule, query, t)),
      )
    : [0, 0.001, 0.1, 0.2, 0.25, 0.333].flatMap((t) =>
        REAL_QUERIES.map((query) => edgeCase(rule, query, t)),
      );
}

/** Spaces and statistics in all combinations. */
export const rules: readonly PivotRule[] = (
  ["hamming", "cosine", "angular"] as const
).flatMap((space) =>
  (["max", "sum-of-squares"] as const).map((statistic) => ({
    space,
    statistic,
  })),
);
