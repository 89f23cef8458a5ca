import { useApp } from "../../state/appStoreContext";
import { progressLabel } from "../../words/progress";
import { useWords } from "../useWords";

/** Holds the chart's place before there is one, and says why. */
export function ChartSkeleton() {
  const words = useWords();
  const busy = useApp((state) => state.running || state.loading);
  const cancelled = useApp((state) => state.cancelled);
  const failed = useApp((state) => state.error !== null);
  const progress = useApp((state) => state.progress);
  const hasView = useApp((state) => state.view !== null);
  const text = () => {
    if (failed && !busy) return words.page.tradeoff.failedEmpty;
    if (cancelled && !busy) return words.page.tradeoff.cancelledEmpty;
    if (hasView) return "";
    return progress
      ? progressLabel(words, progress)
      : words.page.tradeoff.skeleton;
  };
  return (
    <div className="chartSkeleton">
      <svg viewBox="0 0 100 60" preserveAspectRatio="none" aria-hidden="true">
        <path d="M0 4 C40 5 60 8 74 18 S92 44 100 58" />
        <path d="M0 10 C40 11 58 14 72 24 S92 48 100 59" />
      </svg>
      <p>{text()}</p>
    </div>
  );
}
