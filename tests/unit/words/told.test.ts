import { readdirSync, readFileSync } from "node:fs";
import { join } from "node:path";
import { expect, test } from "vitest";
import { arriving } from "../../../src/words/en/arriving";
import { languages } from "../../../src/words/languages";
import type { WordsOfFamilies } from "../../../src/words/words";

const source = join(import.meta.dirname, "../../../src");

/** Where faults and messages are named and worded: not where they are told. */
const apart = ["model/faults", "model/messages", "words"].map((folder) =>
  join(source, folder),
);

/** The text of every file that may tell one. */
const code = readdirSync(source, { recursive: true, withFileTypes: true })
  .filter((entry) => entry.isFile() && /\.tsx?$/.test(entry.name))
  .filter(
    ({ parentPath }) => !apart.some((folder) => parentPath.startsWith(folder)),
  )
  .map(({ parentPath, name }) => readFileSync(join(parentPath, name), "utf8"))
  .join("\n");

const lists = {
  faults: Object.keys({ ...languages.en.faults, ...arriving.faults }),
  messages: Object.keys({ ...languages.en.messages, ...arriving.messages }),
};

test("there are faults of every kind", () => {
  const kinds = new Set(
    lists.faults.map((name) => name.slice(0, name.indexOf("."))),
  );
  expect([...kinds].sort()).toEqual(
    expect.arrayContaining(["config", "data", "embed", "keep", "session"]),
  );
});

test.each(["faults", "messages"] as const)(
  "every one of the %s that is worded is told somewhere",
  (list) => {
    const unheard = lists[list].filter((name) => !code.includes(`"${name}"`));
    expect(unheard).toEqual([]);
  },
);

test("every refusal of a method that is worded is told somewhere", () => {
  const families: WordsOfFamilies = languages.en.methods;
  const refusals = Object.values(families)
    .flatMap((family) => Object.values(family))
    .flatMap(({ refusals = {} }) => Object.keys(refusals));
  expect(refusals).toContain("threshold-off-grid");
  expect(refusals.filter((name) => !code.includes(`"${name}"`))).toEqual([]);
});

test.each(["faults", "messages"] as const)(
  "names of %s are in kebab case after their folder",
  (list) => {
    const pattern = /^[a-z]+\.[a-z0-9]+(-[a-z0-9]+)*$/;
    expect(lists[list].filter((name) => !pattern.test(name))).toEqual([]);
  },
);
