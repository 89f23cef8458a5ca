import type { PivotRule } from "../../../../src/search/structure/pivots/rule";
import type { StepPart } from "../../../../src/compute/surfaceParts";
import type { Column, Rule } from "../../../../src/model/rule";
import { pivotRule } from "../../../../src/search/structure/pivots/keepRule";
import { pivotColumns } from "../../../../src/search/structure/pivots/portable";
import { pivotSteps } from "../../../../src/search/structure/pivots/steps";
import { BITS, type EdgeCase, edgeCases } from "./edgeCases";
import { valuesOfRow } from "../../../../src/search/rule/column";

/** An edge case in every form that a twin of the rule may ask for. */
export interface Compared extends EdgeCase {
  readonly keepRule: Rule;
  readonly columns: readonly Column[];
  /** The query's values. */
  readonly query: readonly number[];
  readonly rows: number;
  readonly steps: StepPart;
  /** Whether the kernel's definition keeps each row at t. */
  readonly kept: readonly boolean[];
}

/** Place of t among the values that the surface holds; beyond them nothing changes. */
export function indexOfKnob({ knobs }: StepPart, t: number): number {
  const index = knobs.findIndex((knob) => knob >= t);
  return index < 0 ? knobs.length - 1 : index;
}

function compared(edge: EdgeCase): Compared {
  const { distances, rule, t } = edge;
  const { documentDistances, queryDistances } = distances;
  const steps = pivotSteps(distances);
  const last = indexOfKnob(steps, t);
  return {
    ...edge,
    keepRule: pivotRule(rule),
    columns: pivotColumns(distances, documentDistances, BITS),
    query: valuesOfRow(pivotColumns(distances, queryDistances, BITS), 0),
    rows: steps.rows,
    steps,
    kept: Array.from(
      { length: steps.rows },
      (_, row) => steps.stepOf(row, 0) <= last,
    ),
  };
}

/** The edges of a rule, with what the kernel keeps of them. */
export function comparedCases(rule: PivotRule): Compared[] {
  return edgeCases(rule).map(compared);
}

/** "t = 0.2, query 0.73,0.25": names what differs. */
export function nameOfCase({ t, query }: Compared): string {
  return `t = ${t}, query ${query.join()}`;
}

/** One answer for each row. */
export function everyRow(
  { rows }: Compared,
  keeps: (row: number) => boolean,
): boolean[] {
  return Array.from({ length: rows }, (_, row) => keeps(row));
}
