import { itqChoice } from "./hash/itq/choice";
import { pcaRotationChoice } from "./hash/pcaRotation/choice";
import type { Method } from "./method";
import { pivotsChoice } from "./structure/pivots/choice";
import type { StructureChoice } from "./structure/structureChoice";

/** What a configuration chooses from, by name. */
export interface Choices {
  readonly hash: Readonly<Record<string, Method>>;
  readonly structure: Readonly<Record<string, StructureChoice>>;
  readonly score: Readonly<Record<string, Method>>;
}

/** Every way to search that the app offers, without the code that does it: the page reads this. */
export const choices: Choices = {
  hash: { itq: itqChoice, "pca-rotation": pcaRotationChoice },
  structure: {
    pivots: pivotsChoice,
    scan: { name: "scan", settings: {}, stages: [], knob: null },
  },
  score: { hamming: { name: "hamming", settings: {}, stages: [] } },
};
