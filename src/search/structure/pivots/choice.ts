import { ConfigError } from "../../../model/configError";
import type { StructureChoice } from "../structureChoice";
import { readSettings } from "../../../model/settings";
import { pivotRule } from "./keepRule";
import { thresholdKnob } from "./knob";
import { spaceQuestion } from "./question";
import { pivotRefusal } from "./refusals";
import { pivotSettings } from "./settings";

/** The pivot filter as a configuration chooses it. */
export const pivotsChoice: StructureChoice = {
  name: "pivots",
  settings: pivotSettings,
  stages: ["pivots"],
  knob: thresholdKnob,
  rule: (choice) => pivotRule(readSettings(pivotSettings, choice)),
  check({ count }, { documents }) {
    if (Number(count) > documents)
      throw new ConfigError(
        "method.refused",
        pivotRefusal("above-documents", { count: Number(count), documents }),
      );
  },
  // Imported pivots are used whatever is asked for. A configuration that was
  // made with pivots no longer there falls back to choosing them.
  withImports: (choice, imported) => ({
    ...choice,
    strategy: imported ? "imported" : "furthest-first",
  }),
  importQuestion: spaceQuestion,
};
