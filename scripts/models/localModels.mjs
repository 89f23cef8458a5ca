/** The app's own models: `public/models/<id>/...` and `public/models/index.json`, which lists them. */

import { createHash } from "node:crypto";
import {
  existsSync,
  mkdirSync,
  readFileSync,
  renameSync,
  rmSync,
  writeFileSync,
} from "node:fs";
import { dirname, join } from "node:path";

import { ROOT } from "../lib/paths.mjs";

export const MODELS = join(ROOT, "public/models");
const INDEX = join(MODELS, "index.json");

/**
 * @typedef {{ path: string, sizeBytes: number, sha256: string }} ListedFile
 * @typedef {{ id: string, revision: string | null, source: string, files: ListedFile[] }} ListedModel
 */

/** @param {Uint8Array} bytes @returns {string} Hex. */
export const sha256Of = (bytes) =>
  createHash("sha256").update(bytes).digest("hex");

/** @returns {{ models: ListedModel[] }} An empty index where there is none. */
export function readIndex() {
  if (!existsSync(INDEX)) return { models: [] };
  return JSON.parse(readFileSync(INDEX, "utf8"));
}

function writeIndex(index) {
  mkdirSync(MODELS, { recursive: true });
  writeFileSync(INDEX, `${JSON.stringify(index, null, 2)}\n`);
}

/** The page asks for the index: without models it says so. */
export function ensureIndex() {
  if (!existsSync(INDEX)) writeIndex({ models: [] });
}

/**
 * Whether every listed file of a model is there, whole and unchanged.
 * @param {ListedModel} model @returns {boolean}
 */
export function isWhole({ id, files }) {
  return files.every(({ path, sha256 }) => {
    const file = join(MODELS, id, path);
    return existsSync(file) && sha256Of(readFileSync(file)) === sha256;
  });
}

/**
 * Checks files against the SHA-256 that is expected of them.
 * @param {Map<string, Uint8Array>} files @param {Readonly<Record<string, string>>} expected
 * @throws {Error} Naming the first that differs or is missing.
 */
export function checkFiles(files, expected) {
  for (const [path, sha256] of Object.entries(expected)) {
    const bytes = files.get(path);
    if (!bytes) throw new Error(`${path} is missing.`);
    const found = sha256Of(bytes);
    if (found !== sha256)
      throw new Error(`${path} has SHA-256 ${found}, not ${sha256}.`);
  }
}

/**
 * Writes a model's files and lists it; a model of the same id is replaced.
 * @param {string} id @param {string} source @param {Map<string, Uint8Array>} files
 */
export function installModel(id, source, files) {
  const folder = join(MODELS, id);
  const partial = `${folder}.partial`;
  rmSync(partial, { recursive: true, force: true });
  for (const [path, bytes] of files) {
    mkdirSync(dirname(join(partial, path)), { recursive: true });
    writeFileSync(join(partial, path), bytes);
  }
  rmSync(folder, { recursive: true, force: true });
  renameSync(partial, folder);
  const listed = {
    id,
    revision: null,
    source,
    files: [...files].map(([path, bytes]) => ({
      path,
      sizeBytes: bytes.length,
      sha256: sha256Of(bytes),
    })),
  };
  const others = readIndex().models.filter((model) => model.id !== id);
  writeIndex({ models: [...others, listed] });
}
