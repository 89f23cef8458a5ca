import ts from "typescript";

/** Methods that write a number or a date as a text, in digits of one language. */
const methods =
  /^(?:toFixed|toPrecision|toExponential|toLocaleString|toLocaleDateString|toLocaleTimeString)$/;

/** `Number(x.toFixed(3))` rounds: it gives a number. */
const isRounding = ({ parent }: ts.Node) =>
  ts.isCallExpression(parent) && parent.expression.getText() === "Number";

/** "line: call" of every number or date that a source file formats by itself. */
export function numberFormatsIn(path: string, source: string): string[] {
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    const isCall =
      ts.isCallExpression(node) &&
      ts.isPropertyAccessExpression(node.expression) &&
      methods.test(node.expression.name.text) &&
      !isRounding(node);
    const isIntl =
      ts.isNewExpression(node) && node.expression.getText().startsWith("Intl.");
    if (isCall || isIntl) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}: ${node.getText().replace(/\s+/g, " ")}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
