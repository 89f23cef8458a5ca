import type { Column, Rule } from "../../model/rule";
import { valuesOfRow } from "./column";
import { keeps } from "./evaluate";
import { columnIntervals } from "./interval";

/**
 * Whether the rule keeps a row, for the values of one query: by the interval of
 * each column, and by the rule itself where those do not decide.
 */
export function rowFilter(
  rule: Rule,
  columns: readonly Column[],
  query: readonly number[],
  t: number,
): (row: number) => boolean {
  const intervals = columnIntervals(rule, columns, query, t);
  const isInside = (row: number) => {
    for (let c = 0; c < columns.length; c++) {
      const value = columns[c].values[row];
      if (!(value >= intervals[c].low && value <= intervals[c].high))
        return false;
    }
    return true;
  };
  return rule.fold === "max"
    ? isInside
    : (row) =>
        isInside(row) && keeps(rule, query, valuesOfRow(columns, row), t);
}
