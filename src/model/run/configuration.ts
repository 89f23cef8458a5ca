/** How the queries are taken and what the shares are divided by; see docs/method.md. */
export type Protocol =
  "notebook-62" | "notebook-67" | "held-out" | "own-queries";

export const protocols: readonly Protocol[] = [
  "held-out",
  "notebook-62",
  "notebook-67",
  "own-queries",
];

/** What a reduction is divided by: notebook 67 counts the documents other than the query. */
export function reductionDivisor(protocol: Protocol, corpusSize: number) {
  return protocol === "notebook-67" ? corpusSize - 1 : corpusSize;
}

/** In which numbers the candidates' vectors are compared after the hash. */
export type Rescoring = "f32";

export type SettingValue = string | number;

/** A registered method with its settings beside it. */
export interface Choice {
  readonly method: string;
  readonly [setting: string]: SettingValue;
}

/** Every hash makes codes of so many bits. */
export interface HashChoice extends Choice {
  readonly bits: number;
}

/** Everything that decides a result, seeds included. Plain JSON. */
export interface RunConfig {
  /** How a vector becomes a code. */
  readonly hash: HashChoice;
  /** Which documents are looked at. */
  readonly structure: Choice;
  /** In which order the candidates come. */
  readonly score: Choice;
  readonly rescoring: Rescoring;
  readonly protocol: Protocol;
  readonly queries: {
    readonly count: number;
    readonly seed: number;
    /** Every document asks; only where queries are documents of the corpus. */
    readonly census: boolean;
  };
  /** "given": the neighbours that came with the data set's own queries. */
  readonly groundTruth: "exact" | "given";
  readonly k: number;
  /** The structure's knob values to report; the surface holds them all. */
  readonly thresholds: readonly number[];
  readonly limits: readonly number[];
  readonly device: "auto" | "webgpu" | "cpu";
}

/** Settings of a method as asked for; what is missing comes from its defaults. */
export type PartialChoice = Readonly<Record<string, SettingValue | undefined>>;

/** What a run is asked for: any part of a configuration. */
export interface PartialConfig {
  readonly hash?: PartialChoice;
  readonly structure?: PartialChoice;
  /** The settings of structure "pivots", as scripts of before give them. */
  readonly pivots?: PartialChoice;
  readonly score?: PartialChoice;
  readonly rescoring?: Rescoring;
  readonly protocol?: Protocol;
  readonly queries?: Partial<RunConfig["queries"]>;
  readonly groundTruth?: RunConfig["groundTruth"];
  readonly k?: number;
  readonly thresholds?: readonly number[];
  readonly limits?: readonly number[];
  readonly device?: RunConfig["device"];
}
