import type { BackendName, MeasuredOperation } from "./measuredOperation";
import type { Message } from "./message";

/** What an operation works through. */
export type RateUnit =
  | "cosines"
  | "distances"
  | "documents"
  | "iterations"
  | "matrices"
  | "pairs"
  | "products";

/** What the browser says of the GPU's adapter. */
export interface AdapterFacts {
  readonly label: string;
  readonly vendor: string;
  readonly architecture: string;
  readonly description: string;
  /** A GPU imitated on the CPU. */
  readonly software: boolean;
  readonly features: readonly string[];
  /** Every limit by its name in WebGPU. */
  readonly limits: Readonly<Record<string, number>>;
}

/** One way to compute, and whether its times are in the report. */
export interface BackendFacts {
  readonly name: BackendName;
  readonly label: string;
  readonly measured: boolean;
  /** Why it was not measured, or what to know of its times; else null. */
  readonly reason: Message | null;
}

/** How fast one operation is on one backend. */
export interface MeasuredRate {
  readonly operation: MeasuredOperation;
  readonly backend: BackendName;
  /** Rows, columns and more: 8192, 384. */
  readonly sizes: readonly number[];
  /** Of the fastest repeat; null where there is no time. */
  readonly elapsedMs: number | null;
  /** What is counted per second. */
  readonly unit: RateUnit;
  readonly perSecond: number | null;
  /** Why there is no time, else null. */
  readonly reason: Message | null;
}

/** The time of a search by hash for one size of the corpus. */
export interface CrossoverPoint {
  readonly documents: number;
  /** Queries that are asked at once. */
  readonly queries: number;
  readonly backend: BackendName;
  readonly elapsedMs: number | null;
  /** Why there is no time, else null. */
  readonly reason: Message | null;
}

/** What this machine is and how fast it computes. Plain JSON. */
export interface MachineReport {
  readonly schema: "bitsieve.machine/1";
  /** Version of the app. */
  readonly version: string;
  /** ISO 8601. */
  readonly measuredAt: string;
  readonly userAgent: string;
  /** Logical processors that the browser admits to. */
  readonly threads: number;
  readonly crossOriginIsolated: boolean;
  /** null where there is no WebGPU or no adapter. */
  readonly adapter: AdapterFacts | null;
  readonly backends: readonly BackendFacts[];
  /** Empty until measured. */
  readonly rates: readonly MeasuredRate[];
  /** Empty until measured. */
  readonly crossover: readonly CrossoverPoint[];
}

/** What a report should contain. */
export interface MachineRequest {
  /** Measures as well, which takes some seconds; else facts only. */
  readonly measure?: boolean;
  /** Measures the GPU also when it is software. */
  readonly software?: boolean;
}
