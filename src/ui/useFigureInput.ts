import { useMemo } from "react";
import type { FigureInput } from "../figures/figureInput";
import type { Setting } from "../model/setting";
import { useApp } from "../state/appStoreContext";

/** What the figures of the run are read from, at a setting where they need one; null without a run. */
export function useFigureInput(
  setting: Pick<Setting, "threshold" | "limit"> | null = null,
  asked: Partial<Pick<FigureInput, "diagnostics" | "sweep">> = {},
): FigureInput | null {
  const view = useApp((state) => state.view);
  const limit = useApp((state) => state.limit);
  const model = useApp((state) => state.dataset?.model ?? null);
  const { diagnostics = null, sweep = null } = asked;
  const atThreshold = setting?.threshold ?? null;
  const atLimit = setting?.limit ?? limit;
  return useMemo(
    () =>
      view && {
        view,
        setting: { threshold: atThreshold, limit: atLimit },
        diagnostics,
        sweep,
        model,
      },
    [view, atThreshold, atLimit, diagnostics, sweep, model],
  );
}
