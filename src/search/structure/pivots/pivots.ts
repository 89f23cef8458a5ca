import { readSettings } from "../../../model/settings";
import type { StructureMethod } from "../structure";
import { buildPivots } from "./build";
import { pivotsChoice } from "./choice";
import { pivotImport } from "./imports";
import { preparePivots } from "./prepared";
import { pivotSettings } from "./settings";

/**
 * The pivot filter: a document is a candidate when its distances to some pivot
 * documents differ from the query's by at most the threshold t.
 */
export const pivots: StructureMethod = {
  ...pivotsChoice,
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
  imports: pivotImport,
};
