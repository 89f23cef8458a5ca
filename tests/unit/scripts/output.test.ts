import { mkdtempSync, rmSync, writeFileSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";
import { afterAll, describe, expect, test } from "vitest";
import { currentLog, print, runWithLog } from "../../../scripts/lib/output.mjs";
import { ROOT } from "../../../scripts/lib/paths.mjs";
import { runProcess } from "../../../scripts/lib/processes.mjs";
import { judge, judgeFolders } from "../../../scripts/lib/runners.mjs";

const folder = mkdtempSync(join(tmpdir(), "bitsieve-output-"));
afterAll(() => rmSync(folder, { recursive: true }));

test("parts that run side by side keep their output apart, their processes' too", async () => {
  const part = (name: string) =>
    runWithLog(async () => {
      print(`${name} begins`);
      const script = `console.log("${name} out"); console.error("${name} err")`;
      const { code } = await runProcess(process.execPath, ["-e", script]);
      print(`${name} ends`);
      return code;
    });
  const [a, b] = await Promise.all([part("a"), part("b")]);
  expect([a.value, b.value]).toEqual([0, 0]);
  for (const [name, { text }] of [["a", a] as const, ["b", b] as const]) {
    const lines = text.trimEnd().split("\n");
    expect(lines[0]).toBe(`${name} begins`);
    expect(lines.slice(1, 3).toSorted()).toEqual([
      `${name} err`,
      `${name} out`,
    ]);
    expect(lines.slice(3)).toEqual([`${name} ends`]);
  }
  expect(currentLog()).toBeNull();
});

test("what is only kept is returned and not shown", async () => {
  const { value, text } = await runWithLog(() =>
    runProcess(process.execPath, ["-e", "console.log(1)"], { output: "keep" }),
  );
  expect(value.stdout).toBe("1\n");
  expect(text).toBe("");
});

describe("a runner's exit code and report", () => {
  const result = (...states: string[]) => states.map((status) => ({ status }));
  const file = (
    name: string,
    assertionResults: { status: string }[],
    status = "passed",
  ) => ({ name: join(ROOT, name), status, assertionResults });
  const writeReport = (testResults: ReturnType<typeof file>[]) => {
    const report = join(folder, "report.json");
    writeFileSync(report, JSON.stringify({ testResults }));
    return report;
  };
  const report = () =>
    writeReport([
      file("tests/gpu/a.test.ts", result("passed", "passed", "skipped")),
      file("tests/gpu/unloadable.test.ts", [], "failed"),
      file("tests/contract/b.test.ts", result("passed", "failed", "todo")),
    ]);

  test("are counted by folder, and together", () => {
    const counts = judgeFolders({ code: 1, report: report() }, [
      "contract",
      "gpu",
    ]);
    expect(counts.sections).toEqual({
      contract: { passed: 1, failed: 1, skipped: 1 },
      gpu: { passed: 2, failed: 1, skipped: 1 },
    });
    expect(counts).toMatchObject({ passed: 3, failed: 2, skipped: 2 });
  });

  test("a folder without a test that ran has failed", () => {
    expect(() =>
      judgeFolders({ code: 0, report: report() }, ["gpu", "ui"]),
    ).toThrow("no test of tests/ui ran");
    const skipped = writeReport([
      file("tests/ui/a.test.ts", result("skipped")),
    ]);
    expect(() => judgeFolders({ code: 0, report: skipped }, ["ui"])).toThrow(
      "no test of tests/ui ran",
    );
  });

  test("no report, no test and an error outside the tests have failed", () => {
    const none = { passed: 0, failed: 0, skipped: 0 };
    expect(() => judge(0, null)).toThrow("no report was written");
    expect(() => judge(0, { ...none, skipped: 4 })).toThrow("no test ran");
    expect(judge(1, { ...none, passed: 4 })).toEqual({
      ...none,
      passed: 4,
      failed: 1,
    });
  });
});
