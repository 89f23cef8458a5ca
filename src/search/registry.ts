import type { HashMethod } from "./hash/hash";
import { itq } from "./hash/itq/itq";
import { pcaRotation } from "./hash/pcaRotation/pcaRotation";
import { hamming } from "./score/hamming";
import type { ScoreMethod } from "./score/score";
import { pivots } from "./structure/pivots/pivots";
import { scan } from "./structure/scan";
import type { StructureMethod } from "./structure/structure";

/** Registered methods by name; the first of each family is not special. */
export interface Methods {
  readonly hash: Readonly<Record<string, HashMethod>>;
  readonly structure: Readonly<Record<string, StructureMethod>>;
  readonly score: Readonly<Record<string, ScoreMethod>>;
}

/** Every way to search that the app offers: each choice with the code that does it. */
export const methods: Methods = {
  hash: { itq, "pca-rotation": pcaRotation },
  structure: { pivots, scan },
  score: { hamming },
};
