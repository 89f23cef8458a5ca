import { type ComponentType, lazy } from "react";

/** What a structure shows in a tab of its own, by its name; most have none. */
export const structureTabs: Readonly<Record<string, ComponentType>> = {
  pivots: lazy(() =>
    import("./pivots/PivotsTab").then((module) => ({
      default: module.PivotsTab,
    })),
  ),
};
