import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path";
import ts from "typescript";
import { expect, test } from "vitest";

const source = join(import.meta.dirname, "../../../src");

/** Here the tags are read; everything else asks the structure's descriptor. */
const home = "search/structure/pivots/";

/** Other places that read a tag, or what is called like one, and why. */
const exempt: Readonly<Record<string, readonly [place: string, why: string]>> =
  {
    "words/": ["", "words of the options, and parameters of sentences"],
    "ui/structures/pivots/PivotDetail.tsx": [
      "fate.statistic",
      "a field of SearchHit, a number, under the name that scripts know",
    ],
  };

const tags = ["space", "statistic"];
const values = ["angular", "sum-of-squares"];

/** Every reading of a tag in a file: `x.space`, `x["space"]`, `{ space } = x`, and the tags' values. */
function tagsIn(path: string, text: string): string[] {
  if (!/\.tsx?$/.test(path))
    return text.match(/\.(?:space|statistic)\b|angular|sum-of-squares/g) ?? [];
  if (!/\b(?:space|statistic|angular)\b|sum-of-squares/.test(text)) return [];
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const read: string[] = [];
  const visit = (node: ts.Node): void => {
    const isTag =
      (ts.isPropertyAccessExpression(node) && tags.includes(node.name.text)) ||
      (ts.isElementAccessExpression(node) &&
        ts.isStringLiteralLike(node.argumentExpression) &&
        tags.includes(node.argumentExpression.text)) ||
      (ts.isBindingElement(node) &&
        ts.isObjectBindingPattern(node.parent) &&
        tags.includes((node.propertyName ?? node.name).getText())) ||
      (ts.isStringLiteralLike(node) && values.includes(node.text));
    if (isTag) read.push(node.getText());
    ts.forEachChild(node, visit);
  };
  visit(file);
  return read;
}

test("a reading of a tag is found in every form", () => {
  const text = `
    const a = pivots.space;
    const b = choice["statistic"];
    const { space, statistic: c } = pivots;
    const d = b === "sum-of-squares" || a === "angular";
    const written = { space: a, statistic: c };`;
  expect(tagsIn("a.ts", text)).toEqual([
    "pivots.space",
    'choice["statistic"]',
    "space",
    "statistic: c",
    '"sum-of-squares"',
    '"angular"',
  ]);
  expect(tagsIn("a.py", "if self.space == metadata:")).toEqual([".space"]);
});

test("the pivots' space and statistic are read in their own folder", () => {
  const found = readdirSync(source, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|py|wgsl)$/.test(entry.name))
    .map(({ parentPath, name }) => relative(source, join(parentPath, name)))
    .filter((path) => !path.startsWith(home))
    .flatMap((path) =>
      tagsIn(path, readFileSync(join(source, path), "utf8"))
        .filter(
          (tag) =>
            !Object.entries(exempt).some(
              ([place, [form]]) =>
                path.startsWith(place) && (form === "" || tag === form),
            ),
        )
        .map((tag) => `src/${path}: ${tag}`),
    );
  expect(found).toEqual([]);
});

test("every exempt place is still needed", () => {
  const idle = Object.keys(exempt).filter(
    (place) =>
      !readdirSync(source, { recursive: true, withFileTypes: true })
        .filter((entry) => entry.isFile())
        .map(({ parentPath, name }) => join(parentPath, name))
        .some(
          (path) =>
            relative(source, path).startsWith(place) &&
            tagsIn(path, readFileSync(path, "utf8")).length > 0,
        ),
  );
  expect(idle).toEqual([]);
});
