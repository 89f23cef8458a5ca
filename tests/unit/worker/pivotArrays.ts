import type { RunArtifacts } from "../../../src/model/artifacts";
import type { Column } from "../../../src/model/rule";
import { arraysOfColumns } from "../../../src/search/rule/column";

/** Distances to the pivots, (rows, P). */
function distancesOf(columns: readonly Column[]): Column["values"] {
  const array = arraysOfColumns(columns).get("pivot_distances");
  if (!array) throw new Error("no distances are stored");
  return array.data;
}

/** The distances of a run's documents (n, P) and queries (Q, P) to its P pivots. */
export function pivotArrays({ columns, queryColumns }: RunArtifacts) {
  return {
    pivotCount: columns.length,
    pivotDistances: distancesOf(columns),
    queryPivotDistances: distancesOf(queryColumns),
  };
}
