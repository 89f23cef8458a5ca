/*
 * Finds the Chromium that the browser tests, benchmarks and screenshots run
 * in, and installs one when asked to. Prints what it uses:
 *   node scripts/chromium.mjs [--install]
 */
import { spawnSync } from "node:child_process";
import { accessSync, constants, existsSync, statSync } from "node:fs";
import { delimiter, join } from "node:path";
import { pathToFileURL } from "node:url";

const NAMES = [
  "chromium",
  "chromium-browser",
  "google-chrome",
  "google-chrome-stable",
];

const isRoot = process.getuid?.() === 0;

/** Launch arguments for headless WebGPU on a software adapter, off the net. */
export const chromiumArgs = [
  // Chromium's sandbox does not start for root.
  ...(isRoot ? ["--no-sandbox"] : []),
  "--enable-unsafe-webgpu",
  "--use-webgpu-adapter=swiftshader",
  "--disable-background-networking",
  "--disable-component-update",
  "--disable-default-apps",
  "--disable-domain-reliability",
  "--disable-quic",
  "--disable-sync",
  "--no-default-browser-check",
  "--no-first-run",
];

function isExecutable(path) {
  try {
    accessSync(path, constants.X_OK);
    return statSync(path).isFile();
  } catch {
    return false;
  }
}

function onPath(name) {
  return (process.env.PATH ?? "")
    .split(delimiter)
    .filter(Boolean)
    .map((folder) => join(folder, name))
    .find(isExecutable);
}

/** Playwright's own download, or undefined. */
async function playwrightDownload() {
  const { chromium } = await import("playwright").catch(() => ({
    chromium: undefined,
  }));
  const path = chromium?.executablePath();
  return path && existsSync(path) ? path : undefined;
}

async function lookAround() {
  const fromEnvironment = process.env.BITSIEVE_CHROMIUM;
  if (fromEnvironment) {
    if (!isExecutable(fromEnvironment))
      throw new Error(
        `BITSIEVE_CHROMIUM is "${fromEnvironment}", which is no executable file. Correct it or unset it.`,
      );
    return { executablePath: fromEnvironment, how: "BITSIEVE_CHROMIUM" };
  }
  for (const name of NAMES) {
    const path = onPath(name);
    if (path) return { executablePath: path, how: `"${name}" on PATH` };
  }
  const downloaded = await playwrightDownload();
  if (downloaded)
    return { executablePath: downloaded, how: "Playwright's download" };
  return null;
}

function run(command, ...args) {
  console.log(`$ ${[command, ...args].join(" ")}`);
  const { status } = spawnSync(command, args, {
    stdio: "inherit",
    env: { ...process.env, DEBIAN_FRONTEND: "noninteractive" },
  });
  return status === 0;
}

/** Tries the ways of getting a Chromium, the system's packages first. */
function installChromium() {
  if (isRoot && onPath("apt-get")) {
    const install = ["install", "-y", "--no-install-recommends"];
    run("apt-get", "update");
    if (run("apt-get", ...install, "chromium")) {
      // For screenshots of other scripts; tests do without.
      run("apt-get", ...install, "fonts-noto-core", "fonts-noto-cjk");
      return;
    }
  }
  run("npx", "playwright", "install", "chromium");
}

/**
 * The Chromium to launch and how it was found: BITSIEVE_CHROMIUM, then PATH,
 * then Playwright's own download; with `install`, one is installed when there
 * is none. Throws an Error that says what to do when nothing works.
 *
 * @param {{ install: boolean }} options
 * @returns {Promise<{ executablePath: string; how: string }>}
 */
export async function findChromium({ install }) {
  const found = await lookAround();
  if (found) return found;
  if (install) {
    console.log("No Chromium found: installing one.");
    installChromium();
    const installed = await lookAround();
    if (installed)
      return { ...installed, how: `${installed.how}, just installed` };
  }
  throw new Error(
    `No Chromium found: BITSIEVE_CHROMIUM is not set, none of ${NAMES.join(", ")} is on PATH, and Playwright has downloaded none` +
      (install ? ", and installing one failed (see above)" : "") +
      ". Install Chromium or Chrome and set BITSIEVE_CHROMIUM to its path, or run: node scripts/chromium.mjs --install",
  );
}

if (import.meta.url === pathToFileURL(process.argv[1] ?? "").href) {
  try {
    const { executablePath, how } = await findChromium({
      install: process.argv.includes("--install"),
    });
    console.log(`Chromium: ${executablePath} (${how})`);
  } catch (error) {
    console.error(error.message);
    process.exitCode = 1;
  }
}
