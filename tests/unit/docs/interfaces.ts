import ts from "typescript";

import { read } from "./markdown";

/** The declaration of an interface or type in a source file. */
function declarationOf(
  path: string,
  name: string,
): ts.InterfaceDeclaration | ts.TypeAliasDeclaration {
  const file = ts.createSourceFile(
    path,
    read(path),
    ts.ScriptTarget.Latest,
    true,
  );
  const found = file.statements.find(
    (statement) =>
      (ts.isInterfaceDeclaration(statement) ||
        ts.isTypeAliasDeclaration(statement)) &&
      statement.name.text === name,
  );
  if (
    found &&
    (ts.isInterfaceDeclaration(found) || ts.isTypeAliasDeclaration(found))
  )
    return found;
  throw new Error(`${path} declares no ${name}.`);
}

/** Fields of an interface as dotted paths, through types written in place. */
export function fieldsOf(path: string, name: string): string[] {
  const paths = (node: ts.Node, prefix: string): string[] => {
    if (!ts.isInterfaceDeclaration(node) && !ts.isTypeLiteralNode(node))
      throw new Error(`${name} is no object type.`);
    return node.members.flatMap((member) => {
      if (!member.name || !ts.isIdentifier(member.name)) return [];
      const own = `${prefix}${member.name.text}`;
      const type = ts.isPropertySignature(member) ? member.type : undefined;
      return type && ts.isTypeLiteralNode(type)
        ? paths(type, `${own}.`)
        : [own];
    });
  };
  return paths(declarationOf(path, name), "");
}

/** Every string literal inside a type. */
export function literalsOf(path: string, name: string): string[] {
  const literals: string[] = [];
  const visit = (node: ts.Node) => {
    if (ts.isLiteralTypeNode(node) && ts.isStringLiteral(node.literal))
      literals.push(node.literal.text);
    ts.forEachChild(node, visit);
  };
  visit(declarationOf(path, name));
  return literals;
}
