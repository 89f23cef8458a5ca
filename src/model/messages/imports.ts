import type { FaultMessage } from "../fault";

/** How imported parameters were understood, and what may make them mean something else here. */
export interface ImportMessages {
  "import.hash-used": {
    readonly names: readonly string[];
    readonly bits: number;
  };
  "import.pivots-as-vectors": {
    readonly count: number;
    readonly space: string;
  };
  "import.pivots-as-codes": { readonly count: number; readonly bits: number };
  "import.pivots-packed": { readonly file: string };
  "import.pivots-space-not-recorded": {
    readonly file: string;
    readonly width: number;
  };
  "import.codes-recorded-otherwise": {
    readonly file: string;
    readonly space: string;
  };
  "import.mean-too-long": { readonly length: number };
  "import.mean-far": {
    readonly drift: number;
    readonly spread: number;
    readonly cosine: number;
  };
  "import.another-model": {
    readonly model: string;
    readonly datasetModel: string;
  };
  "import.distances-wrapped": { readonly file: string; readonly bits: number };
  "import.vectors-not-normalised": {
    readonly file: string;
    readonly row: number;
    readonly length: number;
  };
  "import.settings-unusable": { readonly cause: FaultMessage };
}
