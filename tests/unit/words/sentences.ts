import ts from "typescript";

/** Three words in a row, as no name, class or unit has them. */
const sentence =
  /(?<![\w-])\p{L}[\p{L}'’]+[,;:]? \p{L}[\p{L}'’-]*[,;:]? \p{L}[\p{L}'’]+/u;

/** Calls whose words are for programmers: what is thrown for mistakes of the code. */
const programmers =
  /^(?:Error|RangeError|TypeError|GpuError|CancelledError|super|console\.\w+)$/;

/** Attributes that no one reads. */
const unread = /^(?:className|d|points|viewBox|transform|gridTemplate)$/;

function isForProgrammers(node: ts.Node): boolean {
  for (let at = node.parent; at; at = at.parent) {
    if (ts.isStatement(at) && !ts.isExpressionStatement(at)) {
      if (!ts.isThrowStatement(at) && !ts.isReturnStatement(at)) return false;
    }
    if (
      (ts.isCallExpression(at) || ts.isNewExpression(at)) &&
      programmers.test(at.expression.getText())
    )
      return true;
    if (ts.isJsxAttribute(at)) return unread.test(at.name.getText());
  }
  return false;
}

/** The literal parts of a text, a template's parameters as one letter between them. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.trim();
  if (ts.isTemplateExpression(node))
    return [
      node.head.text,
      ...node.templateSpans.map(({ literal }) => literal.text),
    ].join("#");
  return null;
}

/** "line: text" of every sentence for a person in the text of a source file. */
export function sentencesIn(path: string, source: string): string[] {
  const file = ts.createSourceFile(
    path,
    source,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: string[] = [];
  const visit = (node: ts.Node): void => {
    if (ts.isImportDeclaration(node) || ts.isTypeNode(node)) return;
    const text = textOf(node);
    if (text !== null && sentence.test(text) && !isForProgrammers(node)) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}: ${text.replace(/\s+/g, " ").slice(0, 60)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
