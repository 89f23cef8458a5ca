import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { languages } from "../../../src/words/languages";

const source = join(import.meta.dirname, "../../../src");

/** Where faults are named, and where they are worded: not where they are thrown. */
const lists = ["model/faults", "words"].map((folder) => join(source, folder));

/** The text of every file that may throw. */
const code = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .filter(
    ({ parentPath }) => !lists.some((list) => parentPath.startsWith(list)),
  )
  .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
  .join("\n");

const names = Object.keys(languages.en.faults);

test("there are faults of every kind", () => {
  const kinds = new Set(names.map((name) => name.slice(0, name.indexOf("."))));
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(["config", "data", "embed", "keep", "session"]),
  );
});

test("every fault that is worded is thrown somewhere", () => {
  expect(names.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});

test("names are in kebab case after their folder", () => {
  const pattern = /^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/;
  expect(names.filter((name) => !pattern.test(name))).toEqual([]);
});
