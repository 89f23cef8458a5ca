import { readdirSync, readFileSync } from "node:fs";
import { join, relative } from "node:path/posix";
import { fileURLToPath } from "node:url";
import { describe, expect, test } from "vitest";
import type { Method } from "../../../src/search/method";
import { methods } from "../../../src/search/registry";

const root = fileURLToPath(new URL("../../..", import.meta.url));
const read = (path: string) => readFileSync(join(root, path), "utf8");

/** What CONTRIBUTING lists under a heading: the code spans of its items that are paths. */
function listed(heading: string): string[] {
  const [, section] =
    new RegExp(`\n## ${heading}\n([^]*?)\n## `).exec(read("CONTRIBUTING.md")) ??
    [];
  return (section ?? "")
    .split("\n")
    .filter((line) => line.startsWith("- "))
    .flatMap((line) => [...line.matchAll(/`((?:src|tests|docs)\/[^`]+)`/g)])
    .map(([, path]) => path);
}

const camelCase = (name: string) =>
  name.replace(/-(\w)/g, (_, letter: string) => letter.toUpperCase());

const files = ["src", "docs", "tests"].flatMap((folder) =>
  readdirSync(join(root, folder), { recursive: true, withFileTypes: true })
    .filter((entry) => entry.isFile() && /\.(tsx?|md|wgsl)$/.test(entry.name))
    .map((entry) => relative(root, join(entry.parentPath, entry.name))),
);

/** The first of each family: its name is also a word of the notebooks, of docs and of tests. */
const firstOnes = ["itq", "pivots", "hamming"];

const families = [
  ["hash", "Add a hash"],
  ["structure", "Add a structure"],
  ["score", "Add a score"],
] as const;

describe.each(families)(
  "%s, as CONTRIBUTING lists its files",
  (family, heading) => {
    const paths = listed(heading);

    test("the list is there, and its fixed files exist", () => {
      expect(paths.length).toBeGreaterThan(4);
      const fixed = paths.filter((path) => !path.includes("<name>"));
      expect(fixed.filter((path) => !files.includes(path))).toEqual([]);
    });

    test("src and docs name a method of it in the files of the list and in no other", () => {
      const added = Object.keys(
        methods[family] as Readonly<Record<string, Method>>,
      ).filter((name) => !firstOnes.includes(name));
      for (const name of added) {
        const allowed = paths.map((path) =>
          path.replaceAll("<name>", camelCase(name)),
        );
        const isAllowed = (path: string) =>
          allowed.some((entry) =>
            entry.endsWith("/") ? path.startsWith(entry) : path === entry,
          );
        const asMethod = new RegExp(
          `method: "${name}"|name: "${name}"|^\\s*"?${name}"?: [{a-z]|/${camelCase(name)}"`,
          "m",
        );
        const naming = files.filter(
          (path) => !path.startsWith("tests/") && asMethod.test(read(path)),
        );
        expect(naming.length, name).toBeGreaterThan(2);
        expect(
          naming.filter((path) => !isAllowed(path)),
          name,
        ).toEqual([]);
        // With a row of the contract and a test of its own.
        expect(naming.length, name).toBeLessThanOrEqual(6);
      }
    });
  },
);
