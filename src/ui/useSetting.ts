import { useMemo } from "react";
import { useApp } from "../state/appStoreContext";
import type { Setting } from "../model/setting";
import { deriveSetting } from "../model/setting";

/** The numbers at the current threshold and limit; null before the first result. */
export function useSetting(): Setting | null {
  const view = useApp((state) => state.view);
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  const rowsAhead = useApp((state) => state.rowsAhead);
  return useMemo(
    () => (view ? deriveSetting(view, threshold, limit, rowsAhead) : null),
    [view, threshold, limit, rowsAhead],
  );
}
