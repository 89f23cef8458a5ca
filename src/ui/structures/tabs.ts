import type { ComponentType } from "react";
import { lazyPart } from "../widgets/lazyPart";

/** What a structure shows in a tab of its own, by its name; most have none. */
export const structureTabs: Readonly<Record<string, ComponentType>> = {
  pivots: lazyPart(() =>
    import("./pivots/PivotsTab").then((module) => module.PivotsTab),
  ),
};
