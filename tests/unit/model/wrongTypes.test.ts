import { describe, expect, test } from "vitest";
import type { PartialConfig } from "../../../src/model/run/configuration";
import { choices } from "../../../src/search/choices";
import {
  completeConfig,
  defaultRunConfig,
} from "../../../src/search/config/complete";
import { mergeConfig, showableConfig } from "../../../src/search/config/edits";
import { givenConfig } from "../../../src/search/config/given";
import { parseRunRecord } from "../../../src/search/config/recordFile";
import { resolveConfig } from "../../../src/search/config/resolve";
import { storedRecord } from "../before/storedRuns";
import { textThrown } from "../words/textOf";
import { refusal, withoutQueries } from "./refusal";

/*
 * Every field of a configuration, each given values of every other type: from a
 * script, a link or a file nothing is sure, and only what is absent is a default.
 */

type Kind = "number" | "word" | "flag" | "list" | "group";

interface Field {
  readonly path: readonly string[];
  readonly kind: Kind;
  /** The rest of a configuration in which the field counts. */
  readonly others: PartialConfig;
}

const families = ["hash", "structure", "score"] as const;

/** The settings of every method, under `group`. */
const settingsOf = (
  family: (typeof families)[number],
  group: string = family,
): Field[] =>
  Object.values(choices[family]).flatMap(({ name, settings }) =>
    group === "pivots" && name !== "pivots"
      ? []
      : [
          ...(group === "pivots" ? [] : ["method"]),
          ...Object.keys(settings),
        ].map((setting) => ({
          path: [group, setting],
          kind: settings[setting]?.kind === "number" ? "number" : "word",
          others: group === "pivots" ? {} : { [group]: { method: name } },
        })),
  );

const fieldsWithoutPivots: readonly Field[] = [
  ...families.map((name): Field => ({
    path: [name],
    kind: "group",
    others: {},
  })),
  ...families.flatMap((family) => settingsOf(family)),
  { path: ["queries"], kind: "group", others: {} },
  { path: ["queries", "count"], kind: "number", others: {} },
  {
    path: ["queries", "count"],
    kind: "number",
    others: { protocol: "notebook-62", queries: { census: true } },
  },
  { path: ["queries", "seed"], kind: "number", others: {} },
  { path: ["queries", "census"], kind: "flag", others: {} },
  { path: ["rescoring"], kind: "word", others: {} },
  { path: ["protocol"], kind: "word", others: {} },
  { path: ["groundTruth"], kind: "word", others: {} },
  { path: ["k"], kind: "number", others: {} },
  { path: ["thresholds"], kind: "list", others: {} },
  {
    path: ["thresholds"],
    kind: "list",
    others: { structure: { method: "scan" } },
  },
  { path: ["limits"], kind: "list", others: {} },
  { path: ["device"], kind: "word", others: {} },
];

const fields: readonly Field[] = [
  ...fieldsWithoutPivots,
  { path: ["pivots"], kind: "group", others: {} },
  {
    path: ["pivots"],
    kind: "group",
    others: { structure: { method: "scan" } },
  },
  ...settingsOf("structure", "pivots"),
];

/** Values of every type; those of the field's own type are no mistake of type. */
const values: readonly (readonly [Kind | null, unknown])[] = [
  [null, null],
  ["word", "x"],
  ["word", ""],
  ["word", "7"],
  ["number", 7],
  ["number", -1],
  ["number", 1.5],
  ["flag", true],
  ["flag", false],
  ["list", []],
  ["list", [1]],
  [null, ["x"]],
  [null, [null]],
  ["group", {}],
  ["group", { bits: 7 }],
];

/** Wrong for the field: of another type, or a word that is none of its words. */
const wrongFor = ({ kind }: Field) =>
  values.filter(([type]) => type !== kind || kind === "word");

function withField(
  { path, others }: Field,
  value: unknown,
): Readonly<Record<string, unknown>> {
  const [first, second] = path;
  if (second === undefined) return { ...others, [first]: value };
  const group = (others as Readonly<Record<string, object>>)[first];
  return { ...others, [first]: { ...group, [second]: value } };
}

const nameOf = ({ path, others }: Field) =>
  `${path.join(".")} beside ${JSON.stringify(others)}`;

/** As a person reads it: without the spaces of its lists. */
const written = (value: unknown) =>
  Array.isArray(value)
    ? `[${value.map((part) => JSON.stringify(part)).join(", ")}]`
    : JSON.stringify(value);

describe.each(fields.map((field) => [nameOf(field), field] as const))(
  "%s",
  (_, field) => {
    test("is refused by its name and its value where it has another type", () => {
      for (const [, value] of wrongFor(field)) {
        const { message, hint } = refusal(withField(field, value));
        expect(message).toContain(field.path.join("."));
        expect(message).toContain(written(value));
        expect(hint).not.toBe("");
      }
    });

    test("is the default where it is undefined", () => {
      const absent = withField(field, undefined);
      expect(resolveConfig(absent, withoutQueries)).toEqual(
        resolveConfig(
          field.path[1] === "method" ? {} : field.others,
          withoutQueries,
        ),
      );
    });

    test("leaves the controls as they were", () => {
      for (const [, value] of wrongFor(field)) {
        // Refused before the controls are asked.
        if (field.kind === "group") continue;
        const asked = completeConfig(withField(field, value));
        const shown = showableConfig(
          mergeConfig(defaultRunConfig, asked),
          defaultRunConfig,
        );
        expect(showableConfig(shown, defaultRunConfig)).toEqual(shown);
      }
    });
  },
);

test.each([null, "x", 7, true, [], [{}]])(
  "a configuration that is %j is refused",
  (value) => {
    const { message } = textThrown(() => givenConfig(value));
    expect(message).toBe(`The configuration is ${written(value)}.`);
  },
);

interface Stored {
  readonly result: { config: Record<string, unknown> };
}

describe("a kept run with a field of another type", () => {
  const stored = () => JSON.parse(storedRecord("sample")) as Stored;

  test.each(
    fieldsWithoutPivots.map((field) => [nameOf(field), field] as const),
  )("%s", (_, field) => {
    for (const [type, value] of wrongFor(field)) {
      // An empty list is a list of numbers.
      if (type === "list" && field.kind === "list") continue;
      const record = stored();
      const [first, second] = field.path;
      const whole = Object.entries(completeConfig(field.others));
      const group: unknown = Object.fromEntries(whole)[first];
      record.result.config[first] =
        second === undefined
          ? value
          : { ...(group as object), [second]: value };
      const { message } = textThrown(() => parseRunRecord(record));
      expect(message).toContain(`result.config.${field.path.join(".")}`);
    }
  });

  test("pivots of before, and beside a structure", () => {
    for (const [, value] of wrongFor({ path: [], kind: "group", others: {} })) {
      for (const structure of [undefined, defaultRunConfig.structure]) {
        const record = stored();
        Object.assign(record.result.config, { structure, pivots: value });
        const { message } = textThrown(() => parseRunRecord(record));
        expect(message).toContain("result.config.pivots");
        expect(message).toContain(JSON.stringify(value));
      }
    }
  });
});
