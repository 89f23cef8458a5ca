/** Compiles AssemblyScript files that are imported as `file.as.ts?wasm` to WebAssembly bytes. */

import { createHash } from "node:crypto";
import { existsSync, mkdirSync, readFileSync, writeFileSync } from "node:fs";
import { join } from "node:path";

import { CACHE } from "../lib/paths.mjs";

const SUFFIX = ".as.ts?wasm";
const OPTIONS = [
  ...["-O3", "--noAssert", "--runtime", "stub", "--importMemory"],
  ...["--enable", "simd", "--enable", "bulk-memory"],
];

/** @param {string} path @returns {Promise<Uint8Array>} The module's bytes. @throws {Error} With the compiler's words. */
async function compile(path) {
  // A megabyte of compiler, needed only where the cache has nothing.
  const { default: asc } = await import("assemblyscript/asc");
  /** @type {Uint8Array | undefined} */
  let bytes;
  const { error, stderr } = await asc.main(
    [path, "--outFile", "module.wasm", "--baseDir", "/", ...OPTIONS],
    {
      writeFile(name, contents) {
        if (name === "module.wasm" && typeof contents !== "string")
          bytes = contents;
      },
    },
  );
  if (error || !bytes)
    throw new Error(`${path} does not compile:\n${stderr.toString()}`);
  return bytes;
}

/** @param {string} path @returns {Promise<Uint8Array>} The module, from the cache where source and options are the same. */
export async function compileAssembly(path) {
  const source = readFileSync(path);
  const key = createHash("sha256")
    .update(source)
    .update(OPTIONS.join(" "))
    .digest("hex")
    .slice(0, 16);
  const folder = join(CACHE, "assembly");
  const cached = join(folder, `${key}.wasm`);
  if (existsSync(cached)) return readFileSync(cached);
  const bytes = await compile(path);
  mkdirSync(folder, { recursive: true });
  writeFileSync(cached, bytes);
  return bytes;
}

/** @returns {import("vite").Plugin} */
export function assembly() {
  return {
    name: "assembly",
    enforce: "pre",
    async load(id) {
      if (!id.endsWith(SUFFIX)) return null;
      const path = id.slice(0, id.indexOf("?"));
      const bytes = await compileAssembly(path);
      const text = Buffer.from(bytes).toString("base64");
      return `export default Uint8Array.from(atob(${JSON.stringify(text)}), (c) => c.charCodeAt(0));`;
    },
  };
}
