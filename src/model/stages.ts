import type { Message } from "./message";

/** The cards of the pipeline, in the order in which data flows. */
export type StepName = "data" | "hash" | "structure" | "evaluate";

/** What progress counts. */
export type ProgressUnit =
  | "bytes"
  | "documents"
  | "iterations"
  | "measurements"
  | "parts"
  | "pivots"
  | "queries"
  | "rows"
  | "seeds"
  | "steps"
  | "texts";

interface Stage {
  /** Where its progress shows and its time counts; null for work that is no part of a run. */
  readonly card: StepName | null;
  /** Whether a run keeps its result and says how long it took. */
  readonly timed: boolean;
  /** What its progress counts, unless it says otherwise. */
  readonly unit: ProgressUnit;
}

/** Every stage of work that reports progress or takes time, in the order in which data flows. */
export const stages = {
  load: { card: "data", timed: false, unit: "rows" },
  model: { card: "data", timed: false, unit: "bytes" },
  tokenise: { card: "data", timed: false, unit: "texts" },
  embed: { card: "data", timed: false, unit: "texts" },
  split: { card: "evaluate", timed: true, unit: "queries" },
  "ground-truth": { card: "evaluate", timed: true, unit: "queries" },
  training: { card: "hash", timed: true, unit: "documents" },
  moments: { card: "hash", timed: true, unit: "documents" },
  eigenvectors: { card: "hash", timed: true, unit: "steps" },
  rotation: { card: "hash", timed: true, unit: "iterations" },
  encode: { card: "hash", timed: true, unit: "documents" },
  pivots: { card: "structure", timed: true, unit: "pivots" },
  surface: { card: "evaluate", timed: true, unit: "queries" },
  diagnostics: { card: null, timed: false, unit: "parts" },
  repeats: { card: null, timed: false, unit: "seeds" },
  measure: { card: null, timed: false, unit: "measurements" },
  export: { card: null, timed: false, unit: "documents" },
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
  /** What exactly goes on, where the stage's name says too little. */
  readonly activity?: Message;
  readonly done: number;
  readonly total: number;
  /** What is counted. */
  readonly unit: ProgressUnit;
  readonly ratePerSecond: number;
  /** null until there is a rate to judge by. */
  readonly remainingMs: number | null;
  /** More for people. */
  readonly details?: readonly Message[];
}
