import ts from "typescript";

/** Three words in a row, as no name, class or unit has them. */
const sentence =
  /(?<![\w-])\p{L}[\p{L}'’]+[,;:]? \p{L}[\p{L}'’-]*[,;:]? \p{L}[\p{L}'’]+/u;

/**
 * Calls whose words are for programmers: what is thrown for mistakes of the code,
 * and what names an operand or a pass in it.
 */
const programmers =
  /^(?:Error|RangeError|TypeError|GpuError|CancelledError|super|console\.\w+|throwMisfit|requireMatrix|distanceRows|withWork|inErrorScopes)$/;

/** What SQL and Python have and prose has not. */
const code =
  /\b(?:SELECT|CREATE|INSERT|ORDER BY|PRIMARY KEY|NOT NULL|WITH|ENGINE =)|^import /m;

/** What follows the marks of comments in SQL and Python. */
const comments = /(?:-- |# |""")[^\n]*/g;

/** The part of a text that is for a person: of a program its comments. */
function forPerson(text: string, holdsPrograms: boolean): string {
  return holdsPrograms && code.test(text)
    ? (text.match(comments) ?? []).join("\n")
    : text;
}

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

/** The literal parts of a text, a template's parameters as one sign between them. */
function textOf(node: ts.Node): string | null {
  if (ts.isStringLiteralLike(node)) return node.text;
  if (ts.isJsxText(node)) return node.text.trim();
  if (ts.isTemplateExpression(node))
    return [
      node.head.text,
      ...node.templateSpans.map(({ literal }) => literal.text),
    ].join("¤");
  return null;
}

/**
 * "line: text" of every sentence for a person in the text of a source file. Where
 * it writes programs, their comments are for a person and their code is not.
 */
export function sentencesIn(
  path: string,
  source: string,
  holdsPrograms = false,
): string[] {
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
    if (
      text !== null &&
      sentence.test(forPerson(text, holdsPrograms)) &&
      !isForProgrammers(node)
    ) {
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push(`${line + 1}: ${text.replace(/\s+/g, " ").slice(0, 60)}`);
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}
