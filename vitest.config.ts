import { playwright } from "@vitest/browser-playwright";
import { defineConfig, type TestUserConfig } from "vitest/config";
import type { Reporter, Vitest } from "vitest/node";
import { assembly } from "./scripts/vite/assembly.mjs";
import { chromiumArgs, findChromium } from "./scripts/chromium.mjs";
import { freePort } from "./scripts/lib/ports.mjs";

/** Missing Chromium must fail the browser projects, and only them. */
const executablePath = await findChromium({ install: false }).then(
  (found) => found.executablePath,
  () => undefined,
);

/**
 * No test may be near its limit on a machine that others use as well: an idle one
 * needs a quarter of it at most.
 */
const TEST_LIMIT_MS = {
  unit: 60_000,
  engines: 600_000,
  browser: 600_000,
  shown: 60_000,
};

function browserProject(
  name: string,
  include: string[],
  port: number,
): TestUserConfig {
  return {
    name,
    include,
    globalSetup: "tests/gpu/requireChromium.ts",
    setupFiles: ["tests/setup/answerWords.ts"],
    testTimeout: TEST_LIMIT_MS.browser,
    hookTimeout: TEST_LIMIT_MS.browser,
    expect: { poll: { timeout: TEST_LIMIT_MS.shown } },
    browser: {
      enabled: true,
      headless: true,
      screenshotFailures: false,
      connectTimeout: TEST_LIMIT_MS.browser,
      viewport: { width: 1440, height: 900 },
      api: { port },
      provider: playwright({
        launchOptions: {
          args: chromiumArgs,
          ...(executablePath === undefined ? {} : { executablePath }),
        },
      }),
      instances: [{ browser: "chromium" }],
    },
  };
}

/**
 * Fails the run when a browser project has no test files, or when files of it
 * ran without a single test: skipped must never look like passed.
 */
function browserProjectsRan(): Reporter {
  let vitest: Vitest | undefined;
  return {
    onInit(context) {
      vitest = context;
    },
    async onTestRunEnd(modules) {
      if (!vitest || vitest.config.testNamePattern) return;
      for (const project of vitest.projects) {
        if (!project.config.browser.enabled) continue;
        const { testFiles } = await project.globTestFiles();
        const own = modules.filter((module) => module.project === project);
        const ran = own
          .flatMap((module) => [...module.children.allTests()])
          .some((test) => test.result().state !== "skipped");
        if (testFiles.length > 0 && (own.length === 0 || ran)) continue;
        console.error(
          `Project "${project.name}": no test ran in ${testFiles.length} files.`,
        );
        process.exitCode = 1;
      }
    },
  };
}

export default defineConfig({
  test: {
    reporters: ["default", browserProjectsRan()],
    projects: [
      {
        plugins: [assembly()],
        test: {
          name: "unit",
          // The files share what they import, in place of a process and an import for each.
          isolate: false,
          include: ["tests/unit/**/*.test.{ts,tsx}"],
          environment: "node",
          setupFiles: ["tests/setup/answerWords.ts"],
          testTimeout: TEST_LIMIT_MS.unit,
          hookTimeout: TEST_LIMIT_MS.unit,
        },
      },
      {
        // On the kits that the built app exported: see `npm test engines`.
        test: {
          name: "engines",
          include: ["tests/engines/**/*.test.ts"],
          environment: "node",
          testTimeout: TEST_LIMIT_MS.engines,
          hookTimeout: TEST_LIMIT_MS.engines,
          fileParallelism: false,
        },
      },
      {
        // The page's own settings: isolation headers, no pre-bundled runtime.
        extends: "./vite.config.ts",
        test: browserProject(
          "browser",
          ["tests/contract/**/*.test.ts", "tests/gpu/**/*.test.ts"],
          await freePort(),
        ),
      },
      {
        extends: "./vite.config.ts",
        test: browserProject(
          "ui",
          ["tests/ui/**/*.test.{ts,tsx}"],
          await freePort(),
        ),
      },
    ],
  },
});
