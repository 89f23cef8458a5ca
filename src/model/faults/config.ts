import type { CodeProblem } from "../codeProblem";
import type { Hindrance } from "../hindrance";
import type { Protocol } from "../run/configuration";
import type { MethodFaults } from "./method";
import type { SettingFaults } from "./settings";

/** Settings that do not fit the data set or each other, and requests that cannot be answered. */
export interface ConfigFaults extends MethodFaults, SettingFaults {
  "config.no-dataset": Record<never, never>;
  "config.no-run": Record<never, never>;
  "config.dataset-replaced": Record<never, never>;
  "config.run-replaced": Record<never, never>;

  "config.census-of-protocol": { readonly protocol: Protocol };
  "config.census-too-large": {
    readonly documents: number;
    readonly most: number;
  };
  "config.bits-above-dimensions": {
    readonly bits: number;
    readonly dim: number;
  };
  "config.no-own-queries": Record<never, never>;
  "config.queries-above-available": {
    readonly asked: number;
    readonly available: number;
  };
  "config.k-above-documents": {
    readonly k: number;
    readonly documents: number;
  };

  "config.no-given-neighbours": Record<never, never>;
  "config.given-neighbours-of-others": Record<never, never>;
  "config.k-above-given": { readonly k: number; readonly given: number };
  "config.given-neighbour-unknown": {
    readonly neighbour: number;
    readonly query: number;
    readonly documents: number;
  };
  "config.given-neighbour-twice": {
    readonly query: number;
    readonly k: number;
  };

  "config.imported-pivots-bits": {
    readonly pivotBits: number;
    readonly bits: number;
  };
  /** `names` are those of the imported arrays. */
  "config.imported-start-bits": {
    readonly names: readonly string[];
    readonly startBits: number;
    readonly bits: number;
  };
  /** The arrays that were imported are those of `methods`. */
  "config.imported-hash-of-another": {
    readonly names: readonly string[];
    readonly method: string;
    readonly methods: readonly string[];
  };
  "config.imported-query-unknown": {
    readonly id: number;
    readonly queries: number;
  };

  "config.query-empty": Record<never, never>;
  "config.query-model-unknown": { readonly dim: number };
  "config.query-model-dimensions": {
    readonly model: string;
    readonly modelDim: number;
    readonly dim: number;
  };
  /** `count` of that kind are there. */
  "config.no-such-query": {
    readonly kind: "document" | "query";
    readonly id: number;
    readonly count: number;
  };

  "config.not-exportable": Hindrance;
  "config.no-count": { readonly name: string; readonly value: number };
  "config.part-above-whole": {
    readonly name: string;
    readonly part: number;
    readonly whole: number;
  };
  /** Fewer parts of a structure are asked for than it has: it has none. */
  "config.no-parts": { readonly name: string; readonly structure: string };
  "config.threshold-negative": { readonly threshold: number };
  "config.seeds-count": { readonly seeds: number; readonly most: number };
  "config.seed-decides-nothing": {
    readonly why:
      | "hash-draws-nothing"
      | "structure-draws-nothing"
      | "pivots-imported"
      | "rotation-imported"
      | "census"
      | "queries-given";
  };
  /** What is wrong with the code that was given; null without one. */
  "config.parity-no-subject": { readonly problem: CodeProblem | null };
  "config.parity-nothing-given": Record<never, never>;
}
