import ts from "typescript";
import type * as bitsieve from "../../../src/export/modules/bitsieve";

/** An exported `bitsieve.ts` as a program imports it. */
export type TypescriptModule = typeof bitsieve;

/** Runs the text of an exported `bitsieve.ts`, without this repository's files. */
export async function runModule(text: string): Promise<TypescriptModule> {
  const { outputText } = ts.transpileModule(text, {
    compilerOptions: {
      module: ts.ModuleKind.ESNext,
      target: ts.ScriptTarget.ES2022,
    },
  });
  const url = `data:text/javascript;base64,${Buffer.from(outputText).toString("base64")}`;
  // Its functions are those of the file that the export copies.
  return (await import(/* @vite-ignore */ url)) as TypescriptModule;
}
