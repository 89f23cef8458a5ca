import type { Codes, Matrix, PivotFilter } from "../compute/backend";
import { type ComputeBackend, quietContext } from "../compute/backend";
import { realPivotDistances } from "../search/structure/pivots/choose";
import { ConfigError } from "../model/configError";
import type { Dataset } from "./dataset";
import type { RunState } from "./pipeline";
import type { SearchRequest, TextQuery } from "../model/searchReport";
import { gatherRows } from "../compute/gather";

type SetSource = Exclude<SearchRequest["source"], TextQuery>;

/** One query made ready: its vector, code and distances to the pivots. */
export interface PreparedQuery {
  readonly vector: Matrix;
  readonly code: Codes;
  /** A filter over all documents for this one query. */
  readonly filter: PivotFilter;
  /** Its own corpus row, left out of every list, or -1. */
  readonly excludedRow: number;
}

/** The vector of a document or of a query of the data set. Throws ConfigError for one that is not there. */
function rowOf(source: SetSource, dataset: Dataset): Matrix {
  const set = source.kind === "query" ? dataset.queryVectors : dataset.vectors;
  const count = set?.rows ?? 0;
  if (
    !set ||
    !Number.isInteger(source.id) ||
    source.id < 0 ||
    source.id >= count
  )
    throw new ConfigError(
      `There is no ${source.kind} ${source.id}.`,
      count > 0
        ? `Choose a number from 0 to ${count - 1}.`
        : "This data set has no queries of its own; choose a document.",
    );
  return gatherRows(set, Int32Array.of(source.id));
}

/**
 * A document, query or typed text, whose vector is `typed`, as the last run would
 * hash and filter it.
 */
export async function prepareQuery(
  { source }: Pick<SearchRequest, "source">,
  dataset: Dataset,
  state: RunState,
  backend: ComputeBackend,
  typed: Matrix | undefined,
): Promise<PreparedQuery> {
  const vector = source.kind === "text" ? typed : rowOf(source, dataset);
  if (!vector) throw new Error("a typed query has no vector");
  const { hash, filter, pivots } = state;
  const code = await hash.encode(vector, quietContext);
  let own: PivotFilter;
  if (filter.space === "hamming" && pivots.codes) {
    const queryDistances = await backend.pivotDistances(
      code,
      pivots.codes,
      quietContext,
    );
    own = { ...filter, queryDistances };
  } else if (filter.space !== "hamming" && pivots.vectors) {
    const queryDistances = await realPivotDistances(
      vector,
      pivots.vectors,
      filter.space,
      quietContext,
    );
    own = { ...filter, queryDistances };
  } else {
    throw new Error(`no pivots of ${filter.space} space`);
  }
  const { corpusIds } = state.split;
  const excludedRow =
    source.kind !== "document"
      ? -1
      : corpusIds
        ? corpusIds.indexOf(source.id)
        : source.id;
  return { vector, code, filter: own, excludedRow };
}
