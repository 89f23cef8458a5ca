import type { Expression, Rule } from "../../model/rule";

function formulaOf(expression: Expression): string {
  if (typeof expression === "string")
    return { q: "Dq[i]", x: "Dx[i]", t: "t" }[expression];
  const inner = formulaOf(expression[1]);
  switch (expression[0]) {
    case "abs":
      return `|${inner}|`;
    case "f32":
      // Rounding is left to the arrays' own type.
      return inner;
    case "square": {
      const bare = inner.startsWith("|") ? inner.slice(1, -1) : inner;
      return bare.includes(" ") ? `(${bare})^2` : `${bare}^2`;
    }
    case "-":
      return `${inner} - ${formulaOf(expression[2])}`;
  }
}

/** The folded value is the square of what is compared with t. */
function isSquared({ bound }: Rule): boolean {
  return bound[0] === "square";
}

/** The rule in one line of numpy's words. */
export function ruleFormula(rule: Rule): string {
  const folded = `${rule.fold}_i ${formulaOf(rule.term)}`;
  const left = isSquared(rule) ? `sqrt(${folded})` : folded;
  const right = formulaOf(
    isSquared(rule) && typeof rule.bound !== "string"
      ? rule.bound[1]
      : rule.bound,
  );
  return `keep x if ${left} ${rule.op} ${right}, D = ${rule.value}`;
}
