import { isJsonObject, type JsonObject } from "../../model/json";
import { completeSettings } from "../../model/settings";
import { type Choices, choices } from "../choices";

/** The parts of a choice that are there, and the defaults of those that are not. */
function completed(
  family: Choices["hash" | "structure" | "score"],
  choice: unknown,
): unknown {
  if (!isJsonObject(choice)) return choice;
  const { method } = choice;
  if (typeof method !== "string" || !Object.hasOwn(family, method))
    return choice;
  return { ...completeSettings(family[method].settings, choice), method };
}

/**
 * A stored configuration in the present form. Before there were several
 * structures and scores, the settings of the pivots stood under `pivots`, and
 * candidates went by Hamming distance.
 */
export function presentConfig(config: JsonObject): JsonObject {
  const { pivots, ...others } = config;
  // Refused where the record is checked.
  if (pivots !== undefined && !isJsonObject(pivots)) return config;
  const { score = { method: "hamming" }, rescoring = "f32" } = others;
  const { structure = pivots && { ...pivots, method: "pivots" } } = others;
  return {
    ...others,
    hash: completed(choices.hash, others["hash"]),
    structure: completed(choices.structure, structure),
    score: completed(choices.score, score),
    rescoring,
  };
}
