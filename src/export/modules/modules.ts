import type { RunArtifacts } from "../../model/artifacts";
import { pythonRule, typescriptRule } from "../../search/rule/programs";
import python from "./bitsieve.py?raw";
import typescript from "./bitsieve.ts?raw";

/** The lines that stand round the rule in both modules, after the comment mark. */
const BEGIN = "The keep rule of this export.\n\n";
const END = "End of the keep rule.\n";

/** A module with the rule of a run in place of the one that keeps all. */
function withRule(module: string, mark: string, rule: string): string {
  const begin = `${mark} ${BEGIN}`;
  const from = module.indexOf(begin);
  const to = module.indexOf(`${mark} ${END}`);
  if (from < 0 || to < from) throw new Error("the module marks no rule");
  return `${module.slice(0, from + begin.length)}${rule}\n${module.slice(to)}`;
}

type Ruled = Pick<RunArtifacts, "rule" | "structureFacts">;

/** `bitsieve.py`, which needs nothing but Python. */
export function pythonModule({ rule, structureFacts }: Ruled): string {
  return withRule(python, "#", `${pythonRule(rule, structureFacts)}\n`);
}

/** `bitsieve.ts`, which needs nothing but a JavaScript engine. */
export function typescriptModule({ rule, structureFacts }: Ruled): string {
  return withRule(typescript, "//", typescriptRule(rule, structureFacts));
}
