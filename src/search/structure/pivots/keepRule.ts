import type { Expression, Rule } from "../../../model/rule";
import { hasWindows, isStrict, isWhole, type PivotRule } from "./rule";

/** How a stored distance is computed, as numpy writes it. */
const DISTANCES: Readonly<Record<PivotRule["space"], string>> = {
  hamming: "Hamming distance",
  cosine: "1 - cos",
  angular: "arccos(cos), radians",
};

/**
 * Which documents the pivots keep, once and for all: `survives`,
 * `pivotStatistic`, `firstSurvivingStep` and the kernels are fast twins of this
 * and are compared with it. Differences of real distances are rounded to f32,
 * as numpy subtracts f32 arrays, and the threshold with them; squares are
 * summed in f64.
 */
export function pivotRule(rule: PivotRule): Rule {
  const difference: Expression = ["abs", ["-", "q", "x"]];
  const gap: Expression = isWhole(rule) ? difference : ["f32", difference];
  const common = {
    kind: "fold",
    op: isStrict(rule) ? "<" : "<=",
    value: DISTANCES[rule.space],
  } as const;
  if (!hasWindows(rule))
    return {
      ...common,
      fold: "sum",
      term: ["square", gap],
      bound: ["square", "t"],
    };
  return {
    ...common,
    fold: "max",
    term: gap,
    bound: isWhole(rule) ? "t" : ["f32", "t"],
  };
}
