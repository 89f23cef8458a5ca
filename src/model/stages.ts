/** The cards of the pipeline, in the order in which data flows. */
export type StepName = "data" | "hash" | "pivots" | "evaluate";

interface Stage {
  /** Where its progress shows and its time counts; null for work that is no part of a run. */
  readonly card: StepName | null;
  /** Whether a run keeps its result and says how long it took. */
  readonly timed: boolean;
}

/** Every stage of work that reports progress or takes time, in the order in which data flows. */
export const stages = {
  load: { card: "data", timed: false },
  model: { card: "data", timed: false },
  tokenise: { card: "data", timed: false },
  embed: { card: "data", timed: false },
  split: { card: "evaluate", timed: true },
  "ground-truth": { card: "evaluate", timed: true },
  training: { card: "hash", timed: true },
  moments: { card: "hash", timed: true },
  eigenvectors: { card: "hash", timed: true },
  rotation: { card: "hash", timed: true },
  encode: { card: "hash", timed: true },
  pivots: { card: "pivots", timed: true },
  surface: { card: "evaluate", timed: true },
  diagnostics: { card: null, timed: false },
  repeats: { card: null, timed: false },
  measure: { card: null, timed: false },
  export: { card: null, timed: false },
} as const satisfies Readonly<Record<string, Stage>>;

export type StageName = keyof typeof stages;

/** The stages that a run times. */
export type TimedStage = {
  [S in StageName]: (typeof stages)[S]["timed"] extends true ? S : never;
}[StageName];

function isStage(name: string): name is StageName {
  return name in stages;
}

function isTimed(name: string): name is TimedStage {
  return isStage(name) && stages[name].timed;
}

/** In the order in which a run comes to them. */
export const timedStages: readonly TimedStage[] =
  Object.keys(stages).filter(isTimed);

/** Sent while a stage works. */
export interface Progress {
  readonly stage: StageName;
  /** For people: "Fitting the rotation". */
  readonly label: string;
  readonly done: number;
  readonly total: number;
  /** What is counted: "iterations", "documents", "bytes", "queries". */
  readonly unit: string;
  readonly ratePerSecond: number;
  /** null until there is a rate to judge by. */
  readonly remainingMs: number | null;
  /** More for people: "2,310 tokens/s · 14 texts cut". */
  readonly detail?: string;
}
