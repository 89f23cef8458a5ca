import type { Column, Expression, Rule } from "../../model/rule";
import { isWholeColumn } from "./column";
import { evaluate } from "./evaluate";
import type { Interval } from "./interval";

/** How an engine writes numbers. */
export interface NumberCasts {
  /** A number that is compared with f32 columns in 64 bits. */
  readonly double: (value: number) => string;
  /** A stored whole number, wide and signed enough for the square of a difference. */
  readonly integer: (column: string) => string;
  /** An expression rounded to f32. */
  readonly float: (expression: string) => string;
}

/** One query and the knob's value, beside the columns that they are compared with. */
export interface AskedRule {
  readonly rule: Rule;
  readonly columns: readonly Column[];
  /** The query's value of each column. */
  readonly query: readonly number[];
  readonly t: number;
}

interface Text {
  readonly text: string;
  /** Rounded to 32 bits: products of it would be, too. */
  readonly isFloat: boolean;
  /** Needs brackets beside another operator. */
  readonly isOpen: boolean;
}

const closed = ({ text, isOpen }: Text) => (isOpen ? `(${text})` : text);

/** The term of one column, whose query value is `q`. */
function termText(
  expression: Expression,
  column: Column,
  q: number,
  casts: NumberCasts,
): Text {
  const isWhole = isWholeColumn(column);
  const inner = (part: Expression) => termText(part, column, q, casts);
  const whole = (text: string): Text => ({
    text,
    isFloat: false,
    isOpen: false,
  });
  if (expression === "x")
    return isWhole
      ? whole(casts.integer(column.name))
      : { text: column.name, isFloat: true, isOpen: false };
  if (expression === "q") return whole(isWhole ? String(q) : casts.double(q));
  if (typeof expression === "string")
    throw new Error("the knob stands in the bound alone");
  switch (expression[0]) {
    case "abs":
      return {
        ...inner(expression[1]),
        text: `abs(${inner(expression[1]).text})`,
        isOpen: false,
      };
    case "f32":
      return {
        text: casts.float(inner(expression[1]).text),
        isFloat: true,
        isOpen: false,
      };
    case "square": {
      // A sign makes no difference to a square.
      const operand = inner(withoutSign(expression[1]));
      const factor = operand.isFloat
        ? `(${closed(operand)} * ${casts.double(1)})`
        : closed(operand);
      return { text: `${factor} * ${factor}`, isFloat: false, isOpen: true };
    }
    case "-":
      return {
        text: `${closed(inner(expression[1]))} - ${closed(inner(expression[2]))}`,
        isFloat: false,
        isOpen: true,
      };
  }
}

/** The expression or its negative: |q - x| becomes x - q. */
function withoutSign(expression: Expression): Expression {
  if (typeof expression === "string") return expression;
  switch (expression[0]) {
    case "abs":
      return withoutSign(expression[1]);
    case "f32":
      return ["f32", withoutSign(expression[1])];
    case "-":
      return ["-", expression[2], expression[1]];
    case "square":
      return expression;
  }
}

function foldText({ rule, columns, query, t }: AskedRule, casts: NumberCasts) {
  const terms = columns.map((column, i) =>
    termText(rule.term, column, query[i], casts),
  );
  const bound = evaluate(rule.bound, { t });
  const isWhole = columns.every(isWholeColumn);
  return `${terms.map(({ text }) => text).join(" + ")} ${rule.op} ${isWhole ? String(bound) : casts.double(bound)}`;
}

/**
 * Conditions that hold together for just the documents that the rule keeps: a
 * range of each column, which indexes and row groups can use, and the sum where
 * it decides.
 */
export function sqlConditions(
  asked: AskedRule,
  intervals: readonly Interval[],
  casts: NumberCasts,
): string[] {
  const ranges = asked.columns.map((column, i) => {
    const end = (value: number) =>
      isWholeColumn(column) ? String(value) : casts.double(value);
    const { low, high } = intervals[i];
    return `${column.name} BETWEEN ${end(low)} AND ${end(high)}`;
  });
  return asked.rule.fold === "max"
    ? ranges
    : [...ranges, foldText(asked, casts)];
}
