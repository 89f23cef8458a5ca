import { describe, expect, test } from "vitest";
import { sentencesIn } from "./sentences";
import { holds, sourceFiles, sourceText } from "./sources";

/** Files and folders that may hold sentences, and why. */
const exempt: Readonly<Record<string, string>> = {
  "words/": "here they stand",
  "numeric/": "names operands in errors of the calling code",
  "compute/": "names operands in errors of the calling code",
  "cpu/": "names operands in errors of the calling code",
  "gpu/": "names passes in errors that are given on as the device's own words",
  "search/structure/pivots/steps.ts":
    "names operands in errors of the calling code",
  "embed/catalogue.ts":
    "what publishers say of their models, a field of ModelInfo",
  "data/tables/recordTable.ts": "types of columns, a field of ColumnInfo",
  "search/rule/": "the keep rule as code and formula of exported files",
  "export/metadata.ts": "the text of an exported file",
  "export/sql/": "texts of exported files",
  "export/kits/": "texts of exported files",
  "export/modules/": "texts of exported files",
};

const sentencesOf = (path: string) => sentencesIn(path, sourceText(path));

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
});
