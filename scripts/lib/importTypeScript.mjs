import { readFileSync } from "node:fs";

import ts from "typescript";

/**
 * Imports a TypeScript file that imports nothing itself: Node 20 reads no TypeScript.
 * @param {URL} url @returns {Promise<any>} Its exports.
 */
export async function importTypeScript(url) {
  const { outputText } = ts.transpileModule(readFileSync(url, "utf8"), {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    },
  });
  const code = Buffer.from(outputText).toString("base64");
  return import(/* @vite-ignore */ `data:text/javascript;base64,${code}`);
}
