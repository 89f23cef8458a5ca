import { defineConfig } from "@playwright/test";

import { chromiumArgs, findChromium } from "./scripts/chromium.mjs";
import { previewOrigin, previewPort } from "./tests/e2e/support/preview";

const port = await previewPort();
const { executablePath } = await findChromium({ install: false });

/** The built app (`npm run build`) in Chromium, as `vite preview` serves it. */
export default defineConfig({
  testDir: "tests/e2e",
  forbidOnly: Boolean(process.env.CI),
  // The app uses every core by itself.
  workers: 1,
  retries: 0,
  // Limits are for a page that hangs: other work may share the cores.
  timeout: 600_000,
  expect: { timeout: 240_000 },
  reporter: "list",
  use: {
    baseURL: previewOrigin(port),
    viewport: { width: 1440, height: 900 },
    trace: "retain-on-failure",
    launchOptions: {
      executablePath,
      // Memory is measured at once, not at the next garbage collection.
      args: [
        ...chromiumArgs,
        "--enable-blink-features=ForceEagerMeasureMemory",
      ],
    },
  },
  // What the engines and the oracles read is exported first, by a start of its own.
  projects: [
    {
      name: "exports",
      testMatch: "exports/*.spec.ts",
      outputDir: ".cache/e2e/exports",
    },
    {
      name: "app",
      testIgnore: "exports/*.spec.ts",
      outputDir: ".cache/e2e/app",
    },
  ],
  webServer: {
    command: `node node_modules/vite/bin/vite.js preview --host 127.0.0.1 --port ${port} --strictPort`,
    url: previewOrigin(port),
    reuseExistingServer: false,
    timeout: 240_000,
  },
});
