import { describe, expect, test } from "vitest";
import { sentencesIn } from "./sentences";
import { holds, sourceFiles, sourceText } from "./sources";

/** Files and folders that may hold sentences, and why. */
const exempt: Readonly<Record<string, string>> = {
  "words/": "here they stand",
  "gpu/device.ts": "what a lost device says, given on as its own words",
  "export/recordFields.ts":
    "fields that programs read: the same in every language",
  "export/modules/modules.ts":
    "marks in the exported modules, which are programs with English comments",
  "search/rule/programs.ts": "the keep rule as code of these modules",
  "search/rule/formula.ts": "the keep rule as a formula of numpy",
  "search/rule/storedPrograms.ts": "what is stored, as code of these modules",
  "search/structure/pivots/programs.ts":
    "what pivots store, as code of these modules",
};

/** What writes programs: their code is none, their comments come from words. */
const programs = ["export/sql/"];

const sentencesOf = (path: string) =>
  sentencesIn(
    path,
    sourceText(path),
    programs.some((place) => holds(place, path)),
  );

test("sentences for a person stand in words", { timeout: 60_000 }, () => {
  const found = sourceFiles
    .filter((path) => !Object.keys(exempt).some((place) => holds(place, path)))
    .flatMap((path) => sentencesOf(path).map((text) => `src/${path}:${text}`));
  expect(found).toEqual([]);
});

test("every exempt place holds sentences", { timeout: 60_000 }, () => {
  const idle = Object.keys(exempt).filter(
    (place) =>
      !sourceFiles.some(
        (path) => holds(place, path) && sentencesOf(path).length > 0,
      ),
  );
  expect(idle).toEqual([]);
});

describe("the finder", () => {
  test.each([
    ["a string", 'const note = "Nothing was found here.";'],
    ["a template", "const note = `${n} documents were left out.`;"],
    ["a text of the page", "const a = <p>Choose a file first</p>;"],
    ["a label", 'const a = <p aria-label="Rows of the table" />;'],
    ["a thrown refusal", 'throw new ConfigError("k is too large here");'],
    ["a returned one", 'function f() { return "k is too large"; }'],
  ])("finds %s", (_, text) => {
    expect(sentencesIn("planted.tsx", text)).toHaveLength(1);
  });

  test.each([
    ["names and units", 'const unit = "documents"; const of = "top k";'],
    ["classes", 'const a = <p className="note small quiet wide" />;'],
    ["errors of the code", 'throw new Error("a sink writes at once");'],
    ["types", 'type Sentence = "one of these words";'],
    ["comments", "// Nothing of this is told to anyone.\nconst a = 1;"],
  ])("leaves out %s", (_, text) => {
    expect(sentencesIn("planted.tsx", text)).toEqual([]);
  });

  test.each([
    [
      "a comment of SQL",
      "const sql = `-- The nearest documents first.\nSELECT id`;",
    ],
    [
      "a docstring",
      'const script = `"""What this is good for."""\nimport numpy`;',
    ],
    ["a README", "const readme = `Load the file into a table.`;"],
  ])("finds %s where programs are written", (_, text) => {
    expect(sentencesIn("planted.ts", text, true)).toHaveLength(1);
  });

  test("leaves out the code of programs there", () => {
    const text =
      "const sql = `CREATE TABLE documents (id BIGINT PRIMARY KEY)`;";
    expect(sentencesIn("planted.ts", text, true)).toEqual([]);
  });
});
