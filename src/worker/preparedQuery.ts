import type { Codes, Matrix } from "../compute/backend";
import { quietContext } from "../compute/backend";
import type { PreparedStructure } from "../search/structure/structure";
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
  /** The run's structure, asked by this one query. */
  readonly structure: PreparedStructure;
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
    throw new ConfigError("config.no-such-query", { ...source, count });
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
  typed: Matrix | undefined,
): Promise<PreparedQuery> {
  const vector = source.kind === "text" ? typed : rowOf(source, dataset);
  if (!vector) throw new Error("a typed query has no vector");
  const { hash } = state;
  const code = await hash.encode(vector, quietContext);
  const structure = await state.structure.asking(
    { vectors: vector, codes: code },
    quietContext,
  );
  const { corpusIds } = state.split;
  const excludedRow =
    source.kind !== "document"
      ? -1
      : corpusIds
        ? corpusIds.indexOf(source.id)
        : source.id;
  return { vector, code, structure, excludedRow };
}
