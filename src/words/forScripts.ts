import type { DatasetInfo } from "../model/datasetInfo";
import type { ImportReport } from "../model/importReport";
import type {
  BackendFacts,
  CrossoverPoint,
  MachineReport,
  MeasuredRate,
} from "../model/machineReport";
import type { Message } from "../model/message";
import type { ParityReport, ParityStage } from "../model/parityReport";
import type { Progress } from "../model/stages";
import type { EmbedResult } from "../worker/asks/embed";
import { type Words, wordMessage } from "./languages";
import { progressDetail, progressLabel } from "./progress";
import type { ModelInfo } from "../embed/types";

/**
 * What crosses the worker as messages, in sentences: as `window.bitsieve` gives
 * it, and as its files hold it.
 */

export interface WordedProgress extends Omit<Progress, "activity" | "details"> {
  /** "Fitting the rotation". */
  readonly label: string;
  /** "2,310 tokens/s · 14 texts cut". */
  readonly detail?: string;
}

interface WordedNotes {
  readonly notes: readonly string[];
}

export type WordedDataset = Omit<DatasetInfo, "notes"> & WordedNotes;

export type WordedEmbedding = Omit<EmbedResult, "notes"> & WordedNotes;

export interface WordedModel extends Omit<ModelInfo, "languages"> {
  /** "English"; empty: not stated. */
  readonly languages: string;
}

export interface WordedImport
  extends Omit<ImportReport, "notes" | "warnings">, WordedNotes {
  readonly warnings: readonly string[];
}

interface WordedStage extends Omit<ParityStage, "finding"> {
  readonly finding: string;
}

export interface WordedParity extends Omit<ParityReport, "stages"> {
  readonly stages: readonly WordedStage[];
}

interface WordedReason {
  readonly reason: string | null;
}

export interface WordedRate
  extends Omit<MeasuredRate, "sizes" | "reason">, WordedReason {
  /** "8,192 × 384". */
  readonly size: string;
}

export interface WordedMachine extends Omit<
  MachineReport,
  "backends" | "rates" | "crossover"
> {
  readonly backends: readonly (Omit<BackendFacts, "reason"> & WordedReason)[];
  readonly rates: readonly WordedRate[];
  readonly crossover: readonly (Omit<CrossoverPoint, "reason"> &
    WordedReason)[];
}

const sentences = (words: Words, messages: readonly Message[]) =>
  messages.map((message) => wordMessage(words, message));

export function wordProgress(words: Words, progress: Progress): WordedProgress {
  const { stage, done, total, unit, ratePerSecond, remainingMs } = progress;
  const detail = progressDetail(words, progress);
  return {
    stage,
    label: progressLabel(words, progress),
    done,
    total,
    unit,
    ratePerSecond,
    remainingMs,
    ...(detail === "" ? {} : { detail }),
  };
}

export function wordDataset(words: Words, info: DatasetInfo): WordedDataset {
  return { ...info, notes: sentences(words, info.notes) };
}

export function wordModel(words: Words, model: ModelInfo): WordedModel {
  const { languages } = model;
  return {
    ...model,
    languages: languages ? words.data.modelFacts.languages[languages] : "",
  };
}

export function wordEmbedding(
  words: Words,
  result: EmbedResult,
): WordedEmbedding {
  return { ...result, notes: sentences(words, result.notes) };
}

export function wordImport(words: Words, report: ImportReport): WordedImport {
  return {
    ...report,
    notes: sentences(words, report.notes),
    warnings: sentences(words, report.warnings),
  };
}

export function wordParity(words: Words, report: ParityReport): WordedParity {
  return {
    ...report,
    stages: report.stages.map((stage) => ({
      ...stage,
      finding: wordMessage(words, stage.finding),
    })),
  };
}

/** "8,192 × 384". */
export function sizesText(words: Words, sizes: readonly number[]): string {
  return sizes.map(words.format.count).join(" × ");
}

export function wordMachine(
  words: Words,
  report: MachineReport,
): WordedMachine {
  const reasonOf = ({ reason }: { readonly reason: Message | null }) =>
    reason && wordMessage(words, reason);
  return {
    ...report,
    backends: report.backends.map((backend) => ({
      ...backend,
      reason: reasonOf(backend),
    })),
    rates: report.rates.map(({ operation, backend, sizes, ...rate }) => ({
      operation,
      backend,
      size: sizesText(words, sizes),
      ...rate,
      reason: reasonOf(rate),
    })),
    crossover: report.crossover.map((point) => ({
      ...point,
      reason: reasonOf(point),
    })),
  };
}
