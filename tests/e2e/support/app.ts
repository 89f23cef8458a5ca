import { mkdir, writeFile } from "node:fs/promises";
import { join } from "node:path";
import type { Page } from "@playwright/test";
import { fingerprint } from "../../../src/data/fingerprint";
import { makeSynthetic } from "../../../src/data/synthetic";
import { linkHash } from "../../../src/state/viewLink";
import type { PartialConfig } from "../../../src/model/run/configuration";
// Brings the type of window.bitsieve.
import type {
  ExportedFile,
  ExportKind,
  ExportOptions,
} from "../../../src/model/artifacts";
import type { RunResult } from "../../../src/model/run/result";

/** A first evaluation takes seconds; minutes where a software GPU shares the cores. */
const READY_LIMIT_MS = 300_000;

/**
 * Opens the page and waits until what it opens with is evaluated; one that never is fails with what
 * the page says.
 */
export async function openEvaluated(page: Page, path = "/"): Promise<void> {
  // The address that is open already, with a view in it, would not be loaded again.
  if (page.url() !== "about:blank") await page.goto("about:blank");
  await page.goto(path);
  const stuck = await page.evaluate(
    (limitMs) =>
      Promise.race([
        window.bitsieve.ready.then(() => null),
        new Promise<string>((resolve) => {
          setTimeout(() => resolve(document.body.innerText), limitMs);
        }),
      ]),
    READY_LIMIT_MS,
  );
  if (stuck !== null) throw new Error(`The page is not ready: ${stuck}`);
}

/** Large enough for the default settings. */
const SMALL = { n: 400, dim: 144, clusters: 12, seed: 7 };

/**
 * Opens the page by a link to a small made-up set and waits until it is evaluated: for what does
 * not need the sample, or opens other data itself.
 */
export async function openSmall(page: Page, path = "/"): Promise<void> {
  const { data, rows, dim } = makeSynthetic(SMALL);
  const hash = linkHash({
    source: { synthetic: SMALL },
    dataset: {
      name: `synthetic-${rows}x${dim}`,
      fingerprint: await fingerprint([data]),
    },
    config: { hash: { bits: 16, iterations: 2 }, queries: { count: 20 } },
    threshold: 2,
    limit: 50,
  });
  await openEvaluated(page, path + hash);
}

/** Runs through the automation API. */
export function run(
  page: Page,
  config: PartialConfig = {},
): Promise<RunResult> {
  return page.evaluate((given) => window.bitsieve.run(given), config);
}

/** Files that the automation API exports, as bytes in node. */
export async function exportFiles(
  page: Page,
  kind: ExportKind,
  options: ExportOptions = {},
): Promise<{ name: string; bytes: Buffer }[]> {
  const given = { kind, options };
  const files = await page.evaluate(async (wanted) => {
    const toBase64 = (file: ExportedFile) =>
      new Promise<string>((resolve, reject) => {
        const reader = new FileReader();
        reader.onload = () => {
          const url = typeof reader.result === "string" ? reader.result : "";
          resolve(url.slice(url.indexOf(",") + 1));
        };
        reader.onerror = () => reject(new Error(`cannot read ${file.name}`));
        reader.readAsDataURL(new Blob([new Uint8Array(file.bytes)]));
      });
    const exported = await window.bitsieve.export(wanted.kind, wanted.options);
    return Promise.all(
      exported.map(async (file) => ({
        name: file.name,
        base64: await toBase64(file),
      })),
    );
  }, given);
  return files.map(({ name, base64 }) => ({
    name,
    bytes: Buffer.from(base64, "base64"),
  }));
}

/** The members of a JSON object, as yet unknown. */
export function jsonObject(bytes: Uint8Array): Record<string, unknown> {
  const value: unknown = JSON.parse(new TextDecoder().decode(bytes));
  if (typeof value !== "object" || value === null)
    throw new TypeError("The file holds no JSON object.");
  return { ...value };
}

/**
 * Leaves an export where the Python oracle looks for it: a folder under
 * `.cache/exports` with `export.npz`, `result.json` and, for data other than
 * the sample, the vectors.
 */
export async function keepForOracle(
  page: Page,
  name: string,
  result: RunResult,
  vectors: Readonly<Record<string, Uint8Array>> = {},
): Promise<void> {
  const folder = join(".cache", "exports", name);
  await mkdir(folder, { recursive: true });
  const [npz] = await exportFiles(page, "npz");
  await writeFile(join(folder, "export.npz"), npz.bytes);
  await writeFile(join(folder, "result.json"), JSON.stringify(result));
  for (const [file, bytes] of Object.entries(vectors))
    await writeFile(join(folder, file), bytes);
}
