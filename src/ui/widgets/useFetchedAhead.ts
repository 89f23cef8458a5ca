import { useEffect } from "react";

/** Without `requestIdleCallback` (Safari): when the page has been painted. */
const paintedAfterMs = 200;

/**
 * Fetches a part of the app before it is shown, while the worker computes. What
 * cannot be fetched now is asked for again when it is shown, and told then.
 * @param load The same function at every render.
 */
export function useFetchedAhead(load: () => Promise<unknown>): void {
  useEffect(() => {
    const fetchNow = () => void load().catch(() => undefined);
    if (!("requestIdleCallback" in window)) {
      const timer = setTimeout(fetchNow, paintedAfterMs);
      return () => clearTimeout(timer);
    }
    const handle = requestIdleCallback(fetchNow);
    return () => cancelIdleCallback(handle);
  }, [load]);
}
