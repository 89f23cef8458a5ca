import { itqChoice } from "./hash/itq/choice";
import { pcaRotationChoice } from "./hash/pcaRotation/choice";
import type { Method } from "./method";
import { pivotsChoice } from "./structure/pivots/choice";
import type { Rule } from "../model/rule";
import type { Choice } from "../model/run/configuration";
import type { ImportReport } from "../model/importReport";
import type {
  ImportQuestion,
  StructureChoice,
} from "./structure/structureChoice";

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

/** Which documents a structure keeps, by what it stores; null: all, or a method that is not there. */
export function ruleOf(structure: Choice): Rule | null {
  const { method } = structure;
  return Object.hasOwn(choices.structure, method)
    ? (choices.structure[method].rule?.(structure) ?? null)
    : null;
}

/** What a person may still decide about imported arrays of a structure; null: nothing. */
export function importQuestionOf({
  pivots,
}: Pick<ImportReport, "pivots">): ImportQuestion | null {
  if (!pivots) return null;
  return (
    Object.values(choices.structure)
      .map((choice) => choice.importQuestion?.(pivots))
      .find((question) => question) ?? null
  );
}
