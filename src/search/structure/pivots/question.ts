import type { ImportedPivots } from "../../../model/importReport";
import type { ImportQuestion } from "../structureChoice";
import { pivotSettings } from "./settings";

/** Vectors can be compared by their cosine or by their angle; files rarely say by which. */
export function spaceQuestion({
  kind,
  space,
}: ImportedPivots): ImportQuestion | null {
  if (kind !== "vectors") return null;
  return {
    value: space,
    options: pivotSettings.space.options.filter(
      (option) => option !== "hamming",
    ),
    answer: (option) => ({ pivotSpace: option }),
  };
}
