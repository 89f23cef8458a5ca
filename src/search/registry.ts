import type { HashMethod } from "./hash/hash";
import { itq } from "./hash/itq/itq";
import { pcaRotation } from "./hash/pcaRotation/pcaRotation";
import type { ScoreMethod } from "./score/score";
import { pivots } from "./structure/pivots/pivots";
import type { StructureMethod } from "./structure/structure";

/** Registered methods by name; the first of each family is not special. */
export interface Methods {
  readonly hash: Readonly<Record<string, HashMethod>>;
  readonly structure: Readonly<Record<string, StructureMethod>>;
  readonly score: Readonly<Record<string, ScoreMethod>>;
}

/** Every way to search that the app offers. */
export const methods: Methods = {
  hash: { itq, "pca-rotation": pcaRotation },
  structure: { pivots },
  score: { hamming: { name: "hamming", settings: {}, stages: [] } },
};
