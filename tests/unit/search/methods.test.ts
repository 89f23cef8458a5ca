import { choices } from "../../../src/search/choices";
import type { Method } from "../../../src/search/method";
import { describe, expect, test } from "vitest";
import { stages } from "../../../src/model/stages";
import { completeConfig } from "../../../src/search/config/complete";
import { resolveConfig } from "../../../src/search/config/resolve";
import { methods } from "../../../src/search/registry";
import { randomRotation } from "../../../src/search/hash/rotation";
import { languages } from "../../../src/words/languages";
import { wordsOfMethod } from "../../../src/words/words";
import { itqVectors } from "./itqCases";
import { defaultName } from "../../../src/state/defaultName";
import { makeView } from "../model/viewFixture";
import { npyFile, openFiles, quietCall } from "../worker/support";

const families = ["hash", "structure", "score"] as const;
const registered = families.flatMap((family) =>
  Object.entries<Method>(methods[family]).map(([name, method]) => ({
    family,
    name,
    method,
  })),
);

describe.each(registered)("$family $name", ({ family, name, method }) => {
  test("is registered under its own name, with stages that are known", () => {
    expect(method.name).toBe(name);
    for (const stage of method.stages)
      expect(Object.keys(stages)).toContain(stage);
  });

  test.each(Object.entries(languages))(
    "has words in %s for itself, its settings and their options",
    (_, { methods: words }) => {
      const { title, help, settings, report } = wordsOfMethod(
        words[family],
        name,
      );
      expect([title, help].every((text) => text.length > 0)).toBe(true);
      for (const [key, setting] of Object.entries(method.settings)) {
        const isShown = setting.kind === "number" || setting.offered.length > 1;
        if (!isShown) continue;
        expect(settings[key].label, key).not.toBe("");
        expect(settings[key].help, key).not.toBe("");
        if (setting.kind === "choice")
          expect(Object.keys(settings[key].options ?? {})).toEqual(
            expect.arrayContaining([...setting.offered]),
          );
      }
      const config = completeConfig({ [family]: { method: name } });
      expect(report(config[family])).not.toContain("undefined");
    },
  );

  test("its defaults pass its own checks", () => {
    const config = resolveConfig(
      { [family]: { method: name } },
      {
        n: 10_000,
        dim: 384,
        ownQueries: 0,
        importedBits: null,
        importedStructure: null,
        givenNeighbours: 0,
      },
    );
    expect(config[family].method).toBe(name);
  });
});

test.each(families)("the page knows every %s by the same choice", (family) => {
  const known: Readonly<Record<string, Method>> = choices[family];
  expect(Object.keys(known)).toEqual(Object.keys(methods[family]));
  for (const [name, method] of Object.entries<Method>(methods[family]))
    expect(method).toMatchObject(known[name]);
});

test("runs of different hashes have different names", () => {
  const names = Object.keys(methods.hash).map((method) =>
    defaultName(makeView(completeConfig({ hash: { method } })), languages.en),
  );
  expect(new Set(names).size).toBe(names.length);
});

describe("pca-rotation", () => {
  const { rows, columns } = itqVectors;
  const file = npyFile("corpus.npy", [rows, columns], itqVectors.data);
  const shared = { bits: 32, seed: 5 };
  const others = { protocol: "notebook-62", queries: { count: 20 } } as const;

  test("has the seed's rotation and ITQ's axes, and ITQ starts from it", async () => {
    const { session } = await openFiles([file]);
    const run = async (hash: Record<string, string | number>) => {
      const { result } = await session.run({ ...others, hash }, quietCall());
      return { ...(await session.artifacts(null, quietCall())), result };
    };
    const plain = await run({ ...shared, method: "pca-rotation" });
    const itq = await run({ ...shared, method: "itq", iterations: 3 });
    const still = await run({ ...shared, method: "itq", iterations: 0 });
    expect(plain.hashArrays.rotation.data).toEqual(randomRotation(32, 5));
    expect(plain.hashArrays.pca).toEqual(itq.hashArrays.pca);
    expect(plain.hashArrays.rotation).not.toEqual(itq.hashArrays.rotation);
    // ITQ without iterations makes the same codes.
    expect(plain.codeWords).toEqual(still.codeWords);
    expect(plain.result.rows).toEqual(still.result.rows);
    // Its one error is that from which ITQ starts.
    expect(plain.result.fit.quantizationError).toEqual([
      itq.result.fit.quantizationError[0],
    ]);
    expect(plain.result.fit.nqe).toEqual([itq.result.fit.nqe[0]]);
    expect(plain.result.config.hash).toEqual({
      ...shared,
      method: "pca-rotation",
      trainRows: 50_000,
    });
  });

  test("its exported arrays come back as the same codes", async () => {
    const { session } = await openFiles([file]);
    const hash = { ...shared, method: "pca-rotation" };
    await session.run({ ...others, hash }, quietCall());
    const before = await session.artifacts(null, quietCall());
    const files = Object.entries(before.hashArrays).map(
      ([name, { shape, data }]) => npyFile(`${name}.npy`, [...shape], data),
    );
    await session.importParameters({ files }, quietCall());
    const { result } = await session.run({ ...others, hash }, quietCall());
    const after = await session.artifacts(null, quietCall());
    expect(result.fit.imported).toBe(true);
    expect(after.codeWords).toEqual(before.codeWords);
  });
});
