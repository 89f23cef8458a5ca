import type { Column, Rule } from "../../model/rule";
import { isWholeColumn } from "./column";
import { passesAlone } from "./evaluate";

/** The range that a stored value must lie in, both ends included. */
export interface Interval {
  readonly low: number;
  readonly high: number;
}

const view = new DataView(new ArrayBuffer(4));

/** f32 values in their order as whole numbers. */
function ordinal(value: number): number {
  view.setFloat32(0, value);
  const bits = view.getInt32(0);
  return bits >= 0 ? bits : -(bits & 0x7fffffff);
}

function ofOrdinal(order: number): number {
  view.setInt32(0, order >= 0 ? order : -order | 0x80000000);
  return view.getFloat32(0);
}

/** The last whole number from `inside`, which passes, towards `outside` that passes. */
function lastPassing(
  inside: number,
  outside: number,
  passes: (value: number) => boolean,
): number {
  if (passes(outside)) return outside;
  let good = inside;
  let bad = outside;
  while (Math.abs(bad - good) > 1) {
    const middle = Math.trunc((good + bad) / 2);
    if (passes(middle)) good = middle;
    else bad = middle;
  }
  return good;
}

/**
 * Which stored values of a column a document may have, when the query's is `q`
 * and the knob is at `t`. Where the rule folds by max this is the rule itself;
 * for a sum it holds for every document that is kept, and the sum decides. The
 * ends of f32 values lie halfway between the last value inside and the first
 * outside, so that no program's reading of the number decides. `low > high`:
 * nothing passes.
 */
export function columnInterval(
  rule: Rule,
  column: Pick<Column, "range" | "values">,
  q: number,
  t: number,
): Interval {
  const passes = (x: number) => passesAlone(rule, q, x, t);
  if (!passes(q)) return { low: 1, high: 0 };
  const [least, most] = column.range;
  if (isWholeColumn(column))
    return {
      low: lastPassing(q, least, passes),
      high: lastPassing(q, most, passes),
    };
  const last = (outside: number) =>
    lastPassing(ordinal(q), ordinal(outside), (order) =>
      passes(ofOrdinal(order)),
    );
  const between = (order: number, next: number) =>
    (ofOrdinal(order) + ofOrdinal(next)) / 2;
  const low = last(least);
  const high = last(most);
  return { low: between(low, low - 1), high: between(high, high + 1) };
}

/** The interval of each column for the values of one query. */
export function columnIntervals(
  rule: Rule,
  columns: readonly Column[],
  query: readonly number[],
  t: number,
): Interval[] {
  return columns.map((column, i) => columnInterval(rule, column, query[i], t));
}
