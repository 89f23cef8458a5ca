import type { RunArtifacts } from "../../model/artifacts";
import { pythonRule, typescriptRule } from "../../search/rule/programs";
import {
  pythonStored,
  typescriptStored,
} from "../../search/rule/storedPrograms";
import python from "./bitsieve.py?raw";
import typescript from "./bitsieve.ts?raw";

/** The lines that stand round what a structure brings in both modules, after the comment mark. */
const BEGIN = "What this export stores, and which documents it keeps.\n\n";
const END = "End of what it keeps.\n";

/** A module with what a run stores and keeps in place of nothing and all. */
function withStructure(module: string, mark: string, text: string): string {
  const begin = `${mark} ${BEGIN}`;
  const from = module.indexOf(begin);
  const to = module.indexOf(`${mark} ${END}`);
  if (from < 0 || to < from) throw new Error("the module marks no structure");
  return `${module.slice(0, from + begin.length)}${text}\n${module.slice(to)}`;
}

type Structured = Pick<
  RunArtifacts,
  "rule" | "structureFacts" | "columns" | "structurePrograms"
>;

/** `bitsieve.py`, which needs nothing but Python. */
export function pythonModule(run: Structured): string {
  const stored = pythonStored(run.columns, run.structurePrograms);
  const rule = pythonRule(run.rule, run.structureFacts);
  return withStructure(python, "#", `${stored}\n\n${rule}\n`);
}

/** `bitsieve.ts`, which needs nothing but a JavaScript engine. */
export function typescriptModule(run: Structured): string {
  const stored = typescriptStored(run.columns, run.structurePrograms);
  const rule = typescriptRule(run.rule, run.structureFacts);
  return withStructure(typescript, "//", `${stored}\n${rule}`);
}
