import type { Expression, Rule } from "../../model/rule";
import { ruleFormula } from "./formula";

/** How a programming language writes an expression's parts. */
interface Notation {
  readonly q: string;
  readonly x: string;
  readonly t: string;
  readonly abs: string;
  readonly f32: string;
  readonly square: string;
}

const python: Notation = {
  q: "q",
  x: "x",
  t: "threshold",
  abs: "abs",
  f32: "_f32",
  square: "_square",
};

const typescript: Notation = {
  q: "query[i]",
  x: "document[i]",
  t: "threshold",
  abs: "Math.abs",
  f32: "Math.fround",
  square: "square",
};

function written(expression: Expression, notation: Notation): string {
  if (typeof expression === "string") return notation[expression];
  const [operation] = expression;
  const first = written(expression[1], notation);
  return operation === "-"
    ? `${first} - ${written(expression[2], notation)}`
    : `${notation[operation]}(${first})`;
}

/** How parameters describe the rule that their arrays were made for. */
type Facts = Readonly<Record<string, string>>;

const quoted = (text: string) => JSON.stringify(text);

const pythonFacts = (facts: Facts) =>
  `RULE = {${Object.entries(facts)
    .map(([name, value]) => `${quoted(name)}: ${quoted(value)}`)
    .join(", ")}}`;

/** The part of `bitsieve.py` that is the rule; null: nothing is stored to filter by. */
export function pythonRule(rule: Rule | null, facts: Facts): string {
  const head = `#: The parameters that this rule was written for.
${pythonFacts(facts)}


def keeps(query, document, threshold):`;
  if (!rule)
    return `${head}
    """Nothing is stored to filter by: every document is kept."""
    return True
`;
  const term = written(rule.term, python);
  return `${head}
    """${ruleFormula(rule)}; None keeps all."""
    if threshold is None:
        return True
    value = 0
    for q, x in zip(query, document):
        value ${rule.fold === "max" ? `= max(value, ${term})` : `+= ${term}`}
    return value ${rule.op} ${written(rule.bound, python)}
`;
}

/** The part of `bitsieve.ts` that is the rule; null: nothing is stored to filter by. */
export function typescriptRule(rule: Rule | null, facts: Facts): string {
  const entries = Object.entries(facts).map(
    ([name, value]) => `  ${name}: ${quoted(value)},\n`,
  );
  const head = `/** The parameters that this rule was written for. */
const RULE: Readonly<Record<string, string>> = {${entries.length > 0 ? "\n" : ""}${entries.join("")}};
`;
  if (!rule)
    return `${head}
/** Nothing is stored to filter by: every document is kept. */
export const keeps: (
  query: ArrayLike<number>,
  document: ArrayLike<number>,
  threshold: number | null,
) => boolean = () => true;
`;
  const term = written(rule.term, typescript);
  const bound = written(rule.bound, typescript);
  const square = `${term} ${bound}`.includes("square(")
    ? `  const square = (value: number) => value * value;
`
    : "";
  return `${head}
/** ${ruleFormula(rule)}; null keeps all. */
export function keeps(
  query: ArrayLike<number>,
  document: ArrayLike<number>,
  threshold: number | null,
): boolean {
  if (threshold === null) return true;
${square}  let value = 0;
  for (let i = 0; i < query.length; i++)
    value ${rule.fold === "max" ? `= Math.max(value, ${term})` : `+= ${term}`};
  return value ${rule.op} ${bound};
}
`;
}
