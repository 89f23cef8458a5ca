import type { RunConfig } from "./run/configuration";
import { canonicalJson } from "../numeric/canonicalJson";
import {
  type Progress,
  type StageName,
  type StepName,
  stages,
  timedStages,
} from "./stages";

export type StepState = "empty" | "waiting" | "running" | "stale" | "done";

/** The card that a stage belongs to; null for work that is no part of a run. */
export function stepOf(stage: StageName): StepName | null {
  return stages[stage].card;
}

/**
 * The cards whose results a draft config would change, compared with the config
 * of the last run, for a data set with `ownQueries` query vectors.
 */
export function staleSteps(
  draft: RunConfig,
  ran: RunConfig,
  ownQueries: number,
): ReadonlySet<StepName> {
  const stale = new Set<StepName>();
  const differ = (a: object, b: object) =>
    canonicalJson(a) !== canonicalJson(b);
  const hash = differ(draft.hash, ran.hash);
  // Held-out documents leave the training rows: other queries, another fit.
  const heldOut =
    ownQueries === 0 &&
    (draft.protocol === "held-out" || ran.protocol === "held-out");
  const rows =
    draft.protocol !== ran.protocol || differ(draft.queries, ran.queries);
  if (hash || (rows && heldOut)) {
    stale.add("hash").add("structure").add("evaluate");
  }
  if (differ(draft.structure, ran.structure)) {
    stale.add("structure").add("evaluate");
  }
  if (
    rows ||
    differ(draft.score, ran.score) ||
    draft.rescoring !== ran.rescoring ||
    draft.k !== ran.k ||
    draft.groundTruth !== ran.groundTruth
  ) {
    stale.add("evaluate");
  }
  return stale;
}

/** Whether a draft config would give other results than the last run. */
export function isStale(
  draft: RunConfig,
  ran: RunConfig,
  ownQueries: number,
): boolean {
  return staleSteps(draft, ran, ownQueries).size > 0;
}

/** The state of one card. */
export function stepState(input: {
  readonly step: StepName;
  readonly hasResult: boolean;
  readonly running: boolean;
  readonly progress: Progress | null;
  readonly stale: ReadonlySet<StepName>;
}): StepState {
  const { step, progress } = input;
  if (input.running && progress && stepOf(progress.stage) === step) {
    return "running";
  }
  if (!input.hasResult) return input.running ? "waiting" : "empty";
  return input.stale.has(step) ? "stale" : "done";
}

/** Progress as a share, 0 when the total is unknown. */
export function progressShare(progress: Progress): number {
  if (progress.total <= 0) return 0;
  return Math.min(1, Math.max(0, progress.done / progress.total));
}

/** The time that a card's stages took, from a run's timings. */
export function stepTimeMs(
  step: StepName,
  timingsMs: Readonly<Record<string, number>>,
): number {
  return timedStages
    .filter((stage) => stepOf(stage) === step)
    .reduce((sum, stage) => sum + (timingsMs[stage] ?? 0), 0);
}
