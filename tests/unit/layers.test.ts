import { readdirSync, readFileSync } from "node:fs";
import { dirname, join, normalize, relative } from "node:path/posix";
import { fileURLToPath } from "node:url";

import ts from "typescript";
import { describe, expect, test } from "vitest";

/** Who is above whom; a file imports from its own folder and from lower layers, nothing else. */
const LAYERS: readonly (readonly string[])[] = [
  ["numeric", "channel"],
  ["model"],
  ["compute"],
  ["gpu", "cpu"],
  ["search", "evaluate", "data", "embed", "keep"],
  ["worker"],
  ["words"],
  ["figures"],
  ["state", "export"],
  ["ui"],
  ["main.tsx", "automation.ts"],
];

/** Shares the layer and the folder rule of another folder. */
const BELONGS_TO: Readonly<Record<string, string>> = { styles: "ui" };

/** Folders that know the backends' interface but must not run anything of it. */
const COMPUTE_BY_TYPE_ONLY = ["evaluate", "data", "embed"];

/** Outside src, and open to every layer: the version is written there and nowhere else. */
const PACKAGE_FILE = "../package.json";

/** Path below src -> text. */
type Sources = ReadonlyMap<string, string>;

interface Import {
  readonly target: string;
  readonly line: number;
  readonly isTypeOnly: boolean;
}

/** `"x" in import("x")`, `import.meta.url` and the like, told from the syntax tree. */
function moduleOf(node: ts.Node): { text: string; isTypeOnly: boolean } | null {
  if (
    ts.isImportDeclaration(node) &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    const isTypeOnly =
      node.importClause?.phaseModifier === ts.SyntaxKind.TypeKeyword;
    return { text: node.moduleSpecifier.text, isTypeOnly };
  }
  if (
    ts.isExportDeclaration(node) &&
    node.moduleSpecifier &&
    ts.isStringLiteral(node.moduleSpecifier)
  ) {
    return { text: node.moduleSpecifier.text, isTypeOnly: node.isTypeOnly };
  }
  if (
    ts.isImportTypeNode(node) &&
    ts.isLiteralTypeNode(node.argument) &&
    ts.isStringLiteral(node.argument.literal)
  ) {
    return { text: node.argument.literal.text, isTypeOnly: true };
  }
  if (
    ts.isCallExpression(node) &&
    node.expression.kind === ts.SyntaxKind.ImportKeyword &&
    ts.isStringLiteralLike(node.arguments[0])
  ) {
    return { text: node.arguments[0].text, isTypeOnly: false };
  }
  if (
    ts.isNewExpression(node) &&
    node.expression.getText() === "URL" &&
    node.arguments?.[1]?.getText() === "import.meta.url" &&
    ts.isStringLiteralLike(node.arguments[0])
  ) {
    return { text: node.arguments[0].text, isTypeOnly: false };
  }
  return null;
}

/** Everything that `path` imports from the project, packages left out. */
function importsOf(path: string, text: string): Import[] {
  const file = ts.createSourceFile(
    path,
    text,
    ts.ScriptTarget.Latest,
    true,
    path.endsWith("x") ? ts.ScriptKind.TSX : ts.ScriptKind.TS,
  );
  const found: Import[] = [];
  const visit = (node: ts.Node): void => {
    const module = moduleOf(node);
    if (module?.text.startsWith(".")) {
      const [address] = module.text.split("?");
      const { line } = file.getLineAndCharacterOfPosition(node.getStart());
      found.push({
        target: normalize(join(dirname(path), address)),
        line: line + 1,
        isTypeOnly: module.isTypeOnly,
      });
    }
    ts.forEachChild(node, visit);
  };
  visit(file);
  return found;
}

/** The folder of src that decides a file's layer; the file itself in src's root. */
function folderOf(path: string): string {
  const [folder] = path.split("/");
  return BELONGS_TO[folder] ?? folder;
}

/** -1 for a folder that the table does not know. */
function layerOf(path: string): number {
  return LAYERS.findIndex((folders) => folders.includes(folderOf(path)));
}

function resolve(target: string, sources: Sources): string | undefined {
  return ["", ".ts", ".tsx"]
    .map((suffix) => target + suffix)
    .find((path) => sources.has(path));
}

/** Says what is wrong with one import, or null. */
function judge(from: string, to: string, isTypeOnly: boolean): string | null {
  const [lower, upper] = [layerOf(to), layerOf(from)];
  if (lower > upper) return "imports upward";
  if (lower === upper) {
    // main.tsx and automation.ts are files of one folder: src itself.
    const isRoot = upper === LAYERS.length - 1;
    return isRoot || folderOf(from) === folderOf(to)
      ? null
      : "imports from a folder of its own layer";
  }
  const needsType =
    COMPUTE_BY_TYPE_ONLY.includes(folderOf(from)) && folderOf(to) === "compute";
  return needsType && !isTypeOnly ? "imports more than types" : null;
}

/** The files of every cycle, each cycle once, its first file repeated at the end. */
function findCycles(graph: ReadonlyMap<string, readonly string[]>): string[][] {
  const cycles: string[][] = [];
  const done = new Set<string>();
  const trail: string[] = [];
  const visit = (path: string): void => {
    const start = trail.indexOf(path);
    if (start >= 0) cycles.push([...trail.slice(start), path]);
    if (start >= 0 || done.has(path)) return;
    trail.push(path);
    graph.get(path)?.forEach(visit);
    trail.pop();
    done.add(path);
  };
  [...graph.keys()].forEach(visit);
  return cycles;
}

/** Every breach of the layers in `sources`, in words. */
function findBreaches(sources: Sources): string[] {
  const breaches: string[] = [];
  const graph = new Map<string, string[]>();
  for (const [path, text] of sources) {
    if (layerOf(path) < 0) breaches.push(`${path}: its folder has no layer`);
    if (!/\.tsx?$/.test(path)) continue;
    const targets: string[] = [];
    for (const { target, line, isTypeOnly } of importsOf(path, text)) {
      if (target === PACKAGE_FILE) continue;
      const to = resolve(target, sources);
      const problem = to
        ? judge(path, to, isTypeOnly)
        : "imports what is not in src";
      if (problem)
        breaches.push(`${path}:${line}: ${problem}: ${to ?? target}`);
      if (to) targets.push(to);
    }
    graph.set(path, targets);
  }
  const cycles = findCycles(graph).map((cycle) => cycle.join(" -> "));
  return [...breaches, ...cycles.map((cycle) => `cycle: ${cycle}`)];
}

function readSources(): Sources {
  const root = fileURLToPath(new URL("../../src", import.meta.url));
  const files = readdirSync(root, { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile())
    .map((entry) => join(entry.parentPath, entry.name));
  return new Map(
    files.map((path) => [relative(root, path), readFileSync(path, "utf8")]),
  );
}

/** A breach-free neighbourhood to plant one breach in. */
function withFiles(files: Record<string, string>): Sources {
  return new Map(
    Object.entries({
      "numeric/bits.ts": "export const a = 1;",
      "compute/backend.ts":
        'import { a } from "../numeric/bits"; export const b = a; export type B = 1;',
      "evaluate/recall.ts":
        'import type { B } from "../compute/backend"; export type R = B;',
      "gpu/kernels/scan.wgsl": "@compute fn main() {}",
      "gpu/scan.ts":
        'import { b } from "../compute/backend"; import code from "./kernels/scan.wgsl?raw"; export default [b, code];',
      "main.tsx": 'import "./automation"; import "./gpu/scan";',
      "automation.ts":
        'export const worker = await import("./evaluate/recall");',
      ...files,
    }),
  );
}

describe("the import checker", () => {
  test("finds nothing where every import goes down", () => {
    expect(findBreaches(withFiles({}))).toEqual([]);
  });

  test.each([
    ["an import", 'import { b } from "../compute/backend";'],
    ["a type import", 'import type { B } from "../compute/backend";'],
    ["a re-export", '\nexport * from "../compute/backend";'],
    ["a dynamic import", 'void import("../compute/backend");'],
    ["an import type", 'export type X = import("../compute/backend").B;'],
    [
      "a worker",
      'new Worker(new URL("../compute/backend.ts", import.meta.url));',
    ],
  ])("finds an upward import: %s", (_, text) => {
    const sources = withFiles({ "numeric/up.ts": text });
    const line = text.startsWith("\n") ? 2 : 1;
    expect(findBreaches(sources)).toEqual([
      `numeric/up.ts:${line}: imports upward: compute/backend.ts`,
    ]);
  });

  test("finds an import from another folder of the same layer", () => {
    const text = 'import type { R } from "../evaluate/recall";';
    expect(findBreaches(withFiles({ "data/itq.ts": text }))).toEqual([
      "data/itq.ts:1: imports from a folder of its own layer: evaluate/recall.ts",
    ]);
  });

  test("finds a value of compute where only its types may be seen", () => {
    const text = 'import { type B, b } from "../compute/backend";';
    expect(findBreaches(withFiles({ "data/itq.ts": text }))).toEqual([
      "data/itq.ts:1: imports more than types: compute/backend.ts",
    ]);
  });

  test("finds a cycle, also one of types", () => {
    const sources = withFiles({
      "data/a.ts": 'import "./b";',
      "data/b.ts": 'export type { C } from "./c";',
      "data/c.ts": 'import("./a");',
    });
    expect(findBreaches(sources)).toEqual([
      "cycle: data/a.ts -> data/b.ts -> data/c.ts -> data/a.ts",
    ]);
  });

  test("finds a missing file, a file outside src and a folder without a layer", () => {
    const sources = withFiles({
      "data/a.ts": 'import "./gone"; import "../../scripts/tool.mjs";',
      "helpers/any.ts": "",
    });
    expect(findBreaches(sources)).toEqual([
      "data/a.ts:1: imports what is not in src: data/gone",
      "data/a.ts:1: imports what is not in src: ../scripts/tool.mjs",
      "helpers/any.ts: its folder has no layer",
    ]);
  });
});

test("src keeps to the layers and has no cycle", () => {
  const sources = readSources();
  expect(sources.size).toBeGreaterThan(0);
  expect(findBreaches(sources)).toEqual([]);
});
