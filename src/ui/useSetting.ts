import { useMemo } from "react";
import { useApp } from "../state/appStoreContext";
import type { Setting } from "../state/deriveSetting";
import { deriveSetting } from "../state/deriveSetting";

/** The numbers at the current threshold and limit; null before the first result. */
export function useSetting(): Setting | null {
  const view = useApp((state) => state.view);
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  const quick = useApp((state) => state.quick);
  return useMemo(
    () => (view ? deriveSetting(view, threshold, limit, quick) : null),
    [view, threshold, limit, quick],
  );
}
