import { dirname, join, relative } from "node:path";
import { fileURLToPath } from "node:url";

/** The repository's root folder. */
export const ROOT = dirname(
  dirname(dirname(fileURLToPath(new URL(import.meta.url)))),
);

/** Where generated things live that may be thrown away at any time. */
export const CACHE = join(ROOT, ".cache");

/** The bundled sample's vectors, float16 (10000, 384), and its 500 query vectors. */
export const SAMPLE_VECTORS = join(
  ROOT,
  "public/samples/wordnet-10k/vectors.npy",
);
export const SAMPLE_QUERY_VECTORS = join(
  ROOT,
  "public/samples/wordnet-10k/query-vectors.npy",
);

/** @param {string} path @returns {string} The path as seen from the root, for messages. */
export function fromRoot(path) {
  return relative(ROOT, path) || ".";
}

/** @param {string} name @returns {string} The entry script of an installed command, e.g. "eslint". */
export function binary(name) {
  return join(ROOT, "node_modules/.bin", name);
}
