import { spawnSync } from "node:child_process";
import { mkdirSync, mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import ts from "typescript";
import { afterAll, beforeAll, describe, expect, test } from "vitest";
import { finishedRun, takenFiles } from "./kitSupport";

const spaces = ["hamming", "cosine", "angular"] as const;
const hasPython = spawnSync("python3", ["--version"]).status === 0;

/** The modules of pivots in each space make what is stored from the vector themselves. */
describe("exported modules", () => {
  const root = mkdtempSync(join(tmpdir(), "modules-"));

  beforeAll(async () => {
    for (const space of spaces) {
      const session = await finishedRun(
        { n: 300, dim: 32, clusters: 8, seed: 4 },
        {
          hash: { bits: 32, iterations: 2 },
          structure: { method: "pivots", count: 4, space },
          queries: { count: 6 },
        },
      );
      const threshold = space === "hamming" ? 6 : 0.2;
      mkdirSync(join(root, space));
      const files = await takenFiles(session, "modules", { threshold });
      for (const [name, bytes] of files)
        writeFileSync(join(root, space, name), bytes);
    }
  });
  afterAll(() => rmSync(root, { recursive: true }));

  test.skipIf(!hasPython).each(spaces)(
    "Python finds the golden answers in %s space",
    (space) => {
      const { stdout, stderr } = spawnSync("python3", ["bitsieve.py"], {
        cwd: join(root, space),
        encoding: "utf8",
      });
      expect(stdout + stderr).toBe("identical: 6 golden queries\n");
    },
  );

  test("TypeScript is right under strict rules", { timeout: 120_000 }, () => {
    const program = ts.createProgram(
      spaces.map((space) => join(root, space, "bitsieve.ts")),
      {
        strict: true,
        noUnusedLocals: true,
        noUnusedParameters: true,
        noEmit: true,
        skipDefaultLibCheck: true,
        types: [],
        target: ts.ScriptTarget.ES2022,
        lib: ["lib.es2022.d.ts", "lib.dom.d.ts"],
      },
    );
    const problems = ts
      .getPreEmitDiagnostics(program)
      .map(({ messageText }) =>
        ts.flattenDiagnosticMessageText(messageText, "\n"),
      );
    expect(problems).toEqual([]);
  });
});
