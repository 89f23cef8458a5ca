import type { EvaluationRow } from "../evaluationRow";
import type { RunConfig } from "./configuration";

/** A finished run: plain JSON, described in docs/automation.md. */
export interface RunResult {
  readonly schema: "bitsieve.run/1";
  readonly config: RunConfig;
  readonly dataset: {
    readonly name: string;
    readonly n: number;
    readonly dim: number;
    readonly fingerprint: string;
  };
  /** Documents searched: n, less the held-out queries where they were removed. */
  readonly corpusSize: number;
  /** "corpus": queries are documents; "removed": documents taken out; "query-set": a set of their own. */
  readonly querySource: "corpus" | "removed" | "query-set";
  /** Neighbours that came with the data set against those found here; null when none came or other queries asked. */
  readonly givenNeighbours: {
    readonly k: number;
    readonly agreement: number;
  } | null;
  readonly device: {
    readonly backend: string;
    readonly label: string;
    readonly adapter?: string;
  };
  readonly fit: {
    readonly meanNorm: number;
    readonly explainedVariance: number;
    readonly quantizationError: readonly number[];
    readonly nqe: readonly number[];
    /** True when the arrays of the hash were imported, not trained. */
    readonly imported: boolean;
  };
  /** The no-filter row first (threshold null), then config.thresholds in order. */
  readonly rows: readonly EvaluationRow[];
  readonly queryIds: readonly number[];
  /** What was imported and used in place of trained or drawn values. */
  readonly imported: readonly string[];
  /** How long each stage took when it was computed. */
  readonly timingsMs: Readonly<Record<string, number>>;
  /** Stages taken from the cache in this run. */
  readonly cachedStages: readonly string[];
  readonly version: string;
}
