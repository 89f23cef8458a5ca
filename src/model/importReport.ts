import type { Message } from "./message";
import type { RunConfig } from "./run/configuration";

/** How imported pivots were understood. */
export interface ImportedPivots {
  /** Codes of bits, or vectors. */
  readonly kind: "codes" | "vectors";
  readonly count: number;
  /** Bits or dimensions. */
  readonly width: number;
  /** As the setting of the structure names it. */
  readonly space: string;
  /** The files say the space; else it was told by the values. */
  readonly recorded: boolean;
}
export interface ImportOptions {
  /** Where vectors are compared; default: as recorded, else cosine. */
  readonly pivotSpace?: string;
  /** Only say what would be taken. */
  readonly dryRun?: boolean;
}
export interface ImportReport {
  /** Arrays that are now used in place of trained or drawn values. */
  readonly used: readonly string[];
  /** Members of the files that were not recognised. */
  readonly ignored: readonly string[];
  readonly bits: number | null;
  readonly pivots: ImportedPivots | null;
  /** Model that the parameters were made for, where recorded. */
  readonly model: string | null;
  /** Settings of the run that made them, where recorded and possible here. */
  readonly config: RunConfig | null;
  readonly notes: readonly Message[];
  /** What may make them mean something else here. */
  readonly warnings: readonly Message[];
}
