import type { Encoded } from "../../encoded";
import type {
  Codes,
  ComputeBackend,
  Matrix,
  OperationContext,
} from "../../../compute/backend";
import { gatherCodes, gatherRows } from "../../../compute/gather";
import {
  furthestFirstCosine,
  furthestFirstHamming,
  realPivotDistances,
} from "./choose";
import type { PivotDistances, PivotRule, RealPivots } from "./rule";

/** Pivots in use. */
export interface PivotSet {
  /** Corpus row of each pivot, -1 for an imported one. */
  readonly rows: Int32Array;
  /** Hamming pivots, or null in cosine space. */
  readonly codes: Codes | null;
  /** Cosine pivots (P, d), or null in Hamming space. */
  readonly vectors: Matrix | null;
}

/** How pivots are chosen. */
export interface PivotChoice extends PivotRule {
  readonly count: number;
  readonly seed: number;
  /** Pivots that were brought along, or null. */
  readonly given: {
    readonly codes: Codes | null;
    readonly vectors: Matrix | null;
  };
}

/** Pivots, and the distances of documents and queries to them. */
export interface BuiltPivots {
  readonly pivots: PivotSet;
  readonly distances: PivotDistances;
}

async function hammingPivots(
  backend: ComputeBackend,
  documents: Codes,
  queries: Codes,
  { statistic, count, seed, given }: PivotChoice,
  context: OperationContext,
  quiet: OperationContext,
): Promise<BuiltPivots> {
  const rows = given.codes
    ? new Int32Array(count).fill(-1)
    : await furthestFirstHamming(backend, documents, count, seed, context);
  const codes = given.codes ?? gatherCodes(documents, rows);
  return {
    pivots: { rows, codes, vectors: null },
    distances: {
      space: "hamming",
      statistic,
      pivots: count,
      documentDistances: await backend.pivotDistances(documents, codes, quiet),
      queryDistances: await backend.pivotDistances(queries, codes, quiet),
    },
  };
}

async function realPivots(
  documents: Matrix,
  queries: Matrix,
  space: RealPivots["space"],
  { statistic, count, seed, given }: PivotChoice,
  context: OperationContext,
  quiet: OperationContext,
): Promise<BuiltPivots> {
  const rows = given.vectors
    ? new Int32Array(count).fill(-1)
    : await furthestFirstCosine(documents, count, seed, context);
  const vectors = given.vectors ?? gatherRows(documents, rows);
  const distancesOf = (x: Matrix) =>
    realPivotDistances(x, vectors, space, quiet);
  return {
    pivots: { rows, codes: null, vectors },
    distances: {
      space,
      statistic,
      pivots: count,
      documentDistances: await distancesOf(documents),
      queryDistances: await distancesOf(queries),
    },
  };
}

/** Chooses pivots among the documents, and measures the distances to them. */
export async function buildPivots(
  backend: ComputeBackend,
  documents: Encoded,
  queries: Encoded,
  choice: PivotChoice,
  context: OperationContext,
): Promise<BuiltPivots> {
  const { space, count } = choice;
  const quiet = { checkpoint: () => context.checkpoint(count, count) };
  return space === "hamming"
    ? hammingPivots(
        backend,
        documents.codes,
        queries.codes,
        choice,
        context,
        quiet,
      )
    : realPivots(
        documents.vectors,
        queries.vectors,
        space,
        choice,
        context,
        quiet,
      );
}

/** The distances of all documents, and of these queries in place of the run's. */
export async function withQueries(
  backend: ComputeBackend,
  distances: PivotDistances,
  pivots: PivotSet,
  { codes, vectors }: Encoded,
  context: OperationContext,
): Promise<PivotDistances> {
  if (distances.space === "hamming" && pivots.codes)
    return {
      ...distances,
      queryDistances: await backend.pivotDistances(
        codes,
        pivots.codes,
        context,
      ),
    };
  if (distances.space !== "hamming" && pivots.vectors)
    return {
      ...distances,
      queryDistances: await realPivotDistances(
        vectors,
        pivots.vectors,
        distances.space,
        context,
      ),
    };
  throw new Error(`no pivots of ${distances.space} space`);
}
