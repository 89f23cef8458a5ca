import type { Column } from "../../model/rule";
import { jsonNameOf, valuesOfRow } from "../../search/rule/column";
import { columnIntervals, type Interval } from "../../search/rule/interval";
import { rowFilter } from "../../search/rule/rowFilter";
import { hammingDistance, wordsPerCode } from "../../numeric/bits";
import { smallestByDistance } from "../../numeric/topk";
import { toHex } from "../../numeric/codeWords";
import type { KitContext } from "./context";
import { factsInCamelCase } from "./factNames";
import { answerOrder, packing } from "../recordFields";

/** Expected answers are at most so long: enough to prove parity. */
const LONGEST_ANSWER = 100;

/** Another program's arithmetic may turn bits whose projection is nearer to 0. */
export const BIT_MARGIN = 1e-6;

/** The nearest documents by (Hamming distance, id). */
export interface Answer {
  readonly ids: readonly number[];
  readonly distances: readonly number[];
}

/** One query, and all that a program must make of it. */
export interface GoldenQuery {
  /** Place among the queries of the run. */
  readonly index: number;
  /** Document id, or number in the query set. */
  readonly id: number;
  readonly kind: "document" | "query";
  /** The document that is left out of its own answer, or null. */
  readonly leftOut: number | null;
  readonly text: string | null;
  readonly vector: Float32Array;
  /** Bytes in np.packbits order. */
  readonly hex: string;
  /** Bits with |projection| below the margin: rounding decides them. */
  readonly uncertainBits: readonly number[];
  /** The query's value of each of the structure's columns. */
  readonly values: readonly number[];
  /** Of each column, null without a filter. */
  readonly bounds: readonly Interval[] | null;
  readonly all: Answer;
  /** Among those that the filter keeps; null without a filter. */
  readonly filtered: Answer | null;
}

/**
 * The first queries of the run (at most 50) with their codes, values, bounds
 * and answers, each found by comparing with every document.
 */
export function goldenQueries(context: KitContext): readonly GoldenQuery[] {
  const { artifacts, bits, dim, n, options } = context;
  const { queryWords, codeWords, queryRows, documentIds, result } = artifacts;
  const { rule, columns, queryColumns } = artifacts;
  const words = wordsPerCode(bits);
  const count = artifacts.firstQueryVectors.length / dim;
  const hex = toHex(queryWords.subarray(0, count * words), count, bits);
  const { threshold } = options;
  const top = Math.min(LONGEST_ANSWER, n);
  return hex.map((code, q) => {
    const vector = artifacts.firstQueryVectors.subarray(q * dim, (q + 1) * dim);
    const distances = Uint16Array.from({ length: n }, (_, row) =>
      hammingDistance(queryWords, q * words, codeWords, row * words, words),
    );
    const queryRow = queryRows[q];
    const values = valuesOfRow(queryColumns, q);
    const passes =
      rule && threshold !== null
        ? rowFilter(rule, columns, values, threshold)
        : null;
    const isThere = (row: number) => row !== queryRow;
    // Rows ascend with their ids, so that equal distances go by id.
    const answer = (keeps: (row: number) => boolean): Answer => {
      const rows = smallestByDistance(distances, top, keeps);
      return {
        ids: Array.from(rows, (row) => documentIds[row]),
        distances: Array.from(rows, (row) => distances[row]),
      };
    };
    return {
      index: q,
      id: result.queryIds[q],
      kind: result.querySource === "query-set" ? "query" : "document",
      leftOut: queryRow < 0 ? null : documentIds[queryRow],
      // Texts that stay here stay here in the proof, too.
      text: options.texts ? artifacts.firstQueryTexts[q] : null,
      vector,
      hex: code,
      uncertainBits: Array.from(
        artifacts.firstProjections.subarray(q * bits, (q + 1) * bits),
      )
        .map((z, bit) => (Math.abs(z) < BIT_MARGIN ? bit : -1))
        .filter((bit) => bit >= 0),
      values,
      bounds:
        rule && threshold !== null
          ? columnIntervals(rule, columns, values, threshold)
          : null,
      all: answer(isThere),
      filtered: passes && answer((row) => isThere(row) && passes(row)),
    };
  });
}

/** A query's values under the names of the columns' arrays. */
function valuesByArray(
  columns: readonly Column[],
  values: readonly number[],
): Readonly<Record<string, readonly number[]>> {
  const named: Record<string, number[]> = {};
  columns.forEach(({ array }, c) =>
    (named[jsonNameOf(array)] ??= []).push(values[c]),
  );
  return named;
}

/** `golden.json`: inputs, and what every program that carries the kit must find. */
export function goldenJson(
  context: KitContext,
  queries: readonly GoldenQuery[],
): string {
  const { artifacts, bits, dim, n, options } = context;
  const answer = (listed: Answer | null) =>
    listed && { ids: listed.ids, distances: listed.distances };
  const document = {
    schema: "bitsieve.golden/1",
    dataset: artifacts.result.dataset,
    model: artifacts.model,
    bits,
    dim,
    documents: n,
    packing,
    bitMargin: BIT_MARGIN,
    ...factsInCamelCase(artifacts.structureFacts),
    threshold: options.threshold,
    order: answerOrder,
    queries: queries.map((query) => ({
      id: query.id,
      kind: query.kind,
      leftOut: query.leftOut,
      text: query.text,
      input: Array.from(query.vector),
      code: query.hex,
      uncertainBits: query.uncertainBits,
      ...valuesByArray(artifacts.queryColumns, query.values),
      bounds: query.bounds?.map(({ low, high }) => [low, high]) ?? null,
      all: answer(query.all),
      filtered: answer(query.filtered),
    })),
  };
  return `${JSON.stringify(document)}\n`;
}
