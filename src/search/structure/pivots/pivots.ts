import { ConfigError } from "../../../model/configError";
import { readSettings } from "../../../model/settings";
import type { StructureMethod } from "../structure";
import { buildPivots } from "./build";
import { thresholdKnob } from "./knob";
import { preparePivots } from "./prepared";
import { pivotSettings } from "./settings";

/**
 * The pivot filter: a document is a candidate when its distances to some pivot
 * documents differ from the query's by at most the threshold t.
 */
export const pivots: StructureMethod = {
  name: "pivots",
  settings: pivotSettings,
  stages: ["pivots"],
  knob: thresholdKnob,
  check({ count }, { documents }) {
    if (Number(count) > documents)
      throw new ConfigError("config.pivots-above-documents", {
        count: Number(count),
        documents,
      });
  },
  // Imported pivots are used whatever is asked for. A configuration that was
  // made with pivots no longer there falls back to choosing them.
  withImports: (choice, imported) => ({
    ...choice,
    strategy: imported ? "imported" : "furthest-first",
  }),
  build: async ({ documents, queries, given, backend, context }, choice) =>
    preparePivots(
      await buildPivots(
        backend,
        documents,
        queries,
        { ...readSettings(pivotSettings, choice), given },
        context,
      ),
      backend,
    ),
};
