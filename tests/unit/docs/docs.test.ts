import { existsSync, readdirSync } from "node:fs";
import { dirname, join, normalize } from "node:path/posix";

import { describe, expect, test } from "vitest";

import { anchorsOf, codeSpans, read, relativeLinks, ROOT } from "./markdown";

const PAGES = [
  "README.md",
  "CONTRIBUTING.md",
  ...readdirSync(join(ROOT, "docs"))
    .filter((name) => name.endsWith(".md"))
    .map((name) => `docs/${name}`)
    .sort(),
];

describe("links", () => {
  test.each(PAGES)("every relative link of %s resolves", (page) => {
    const broken = relativeLinks(read(page)).filter((link) => {
      const [path, anchor] = link.split("#");
      const target = path === "" ? page : normalize(join(dirname(page), path));
      if (!existsSync(join(ROOT, target))) return true;
      return anchor !== undefined && !anchorsOf(read(target)).has(anchor);
    });
    expect(broken).toEqual([]);
  });

  test("a missing file and a missing anchor are found", () => {
    expect(relativeLinks("[a](b.md#c) ![d](e.png) [f](https://g)")).toEqual([
      "b.md#c",
      "e.png",
    ]);
    expect(anchorsOf("# A `b.json`: c\n\n## Need\n\n## Need")).toEqual(
      new Set(["a-bjson-c", "need", "need-1"]),
    );
  });

  test.each(PAGES)("every path that %s names in code exists", (page) => {
    const named = [...codeSpans(read(page))].filter((span) =>
      /^(?:src|tests|docs|scripts|bench|public)\/[\w./-]+$/.test(span),
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });
});

describe("commands", () => {
  const { scripts } = JSON.parse(read("package.json")) as {
    scripts: Record<string, string>;
  };

  test.each(PAGES)("every npm script that %s names exists", (page) => {
    const named = [
      ...read(page).matchAll(/\bnpm (?:run ([\w:-]+)|(start|test)\b)/g),
    ].map(([, script, short]) => script ?? short);
    expect(named.filter((name) => !Object.hasOwn(scripts, name))).toEqual([]);
  });

  test.each(PAGES)("every script file that %s runs exists", (page) => {
    const named = [...read(page).matchAll(/\bnode ([\w/.-]+\.mjs)/g)].map(
      ([, path]) => path,
    );
    expect(named.filter((path) => !existsSync(join(ROOT, path)))).toEqual([]);
  });

  test("the README starts the app", () => {
    expect(read("README.md")).toContain("npm ci && npm start");
  });
});

test("the README's screenshots are the ones that are made", () => {
  const images = [...read("README.md").matchAll(/!\[[^\]]+\]\(([^)]+)\)/g)].map(
    ([, path]) => path,
  );
  expect(images).toEqual([
    "docs/screenshots/desktop-light.png",
    "docs/screenshots/phone-dark.png",
  ]);
});
