import { useEffect, useState } from "react";
import type { SearchPick } from "../../state/appState";

const most = 5;

/** The queries looked at in this visit, newest first. */
export function useRecentPicks(
  pick: SearchPick | null,
): readonly SearchPick[] {
  const [recent, setRecent] = useState<readonly SearchPick[]>([]);
  const kind = pick?.kind;
  const id = pick?.id;
  const title = pick?.title;
  useEffect(() => {
    if (kind === undefined || id === undefined || title === undefined) return;
    setRecent((former) => {
      const known = former.some(
        (entry) => entry.id === id && entry.kind === kind,
      );
      // A known one keeps its place: buttons do not move under the pointer.
      return known ? former : [{ kind, id, title }, ...former].slice(0, most);
    });
  }, [kind, id, title]);
  return recent;
}
