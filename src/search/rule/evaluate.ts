import type { Expression, Rule } from "../../model/rule";

/** Values that an expression speaks of; it never speaks of all three. */
interface Values {
  readonly q?: number;
  readonly x?: number;
  readonly t?: number;
}

export function evaluate(expression: Expression, values: Values): number {
  if (typeof expression === "string") {
    const value = values[expression];
    if (value === undefined) throw new Error(`no value of ${expression}`);
    return value;
  }
  const first = evaluate(expression[1], values);
  switch (expression[0]) {
    case "abs":
      return Math.abs(first);
    case "f32":
      return Math.fround(first);
    case "square":
      return first * first;
    case "-":
      return first - evaluate(expression[2], values);
  }
}

/** Whether a folded value is within t. */
function isWithin({ op, bound }: Rule, value: number, t: number) {
  const bar = evaluate(bound, { t });
  return op === "<" ? value < bar : value <= bar;
}

/** Whether one column alone lets a document pass; each must, for it to be kept. */
export function passesAlone(rule: Rule, q: number, x: number, t: number) {
  return isWithin(rule, evaluate(rule.term, { q, x }), t);
}

/** What the rule compares: the terms of a query's and a document's values, folded. */
function foldedValue(
  { fold, term }: Rule,
  query: ArrayLike<number>,
  document: ArrayLike<number>,
): number {
  let folded = 0;
  for (let i = 0; i < query.length; i++) {
    const value = evaluate(term, { q: query[i], x: document[i] });
    folded = fold === "max" ? Math.max(folded, value) : folded + value;
  }
  return folded;
}

/** Whether a document is kept, by its values and the query's. */
export function keeps(
  rule: Rule,
  query: ArrayLike<number>,
  document: ArrayLike<number>,
  t: number,
): boolean {
  return isWithin(rule, foldedValue(rule, query, document), t);
}
