import { useApp } from "../state/appStoreContext";
import { progressShare } from "../model/pipelineSteps";
import { progressLabel, progressPace } from "../words/progress";
import { useWords } from "./useWords";

/** One line of fixed height under the top bar: what runs, how fast, how long still. */
export function StatusLine() {
  const words = useWords();
  const progress = useApp((state) => state.progress);
  const busy = useApp((state) => state.running || state.loading);
  const stale = useApp((state) => state.stale);
  const cancelled = useApp((state) => state.cancelled);
  const hasView = useApp((state) => state.view !== null);
  const running = useApp((state) => state.running);
  const loading = useApp((state) => state.loading);
  const cancel = useApp((state) => state.cancel);
  const cancelLoad = useApp((state) => state.cancelLoad);
  const status = () => {
    if (busy)
      return progress
        ? progressLabel(words, progress)
        : words.page.status.working;
    if (cancelled && hasView) return words.page.tradeoff.cancelled;
    if (cancelled) return words.page.tradeoff.cancelledEmpty;
    return stale ? words.page.tradeoff.stale : "";
  };
  const share = progress ? progressShare(progress) : 0;
  return (
    <section
      className="statusLine"
      aria-label={words.page.status.title}
      data-busy={busy || undefined}
    >
      <span
        className="statusBar"
        role="progressbar"
        aria-label={words.page.status.progress}
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={status() || words.page.status.idle}
        data-testid="progress"
      >
        <span style={{ transform: `scaleX(${busy ? share : 0})` }} />
      </span>
      <p>
        <span>{status()}</span>{" "}
        {busy && progress && <small>{progressPace(words, progress)}</small>}
        {(running || loading) && (
          <button
            type="button"
            className="link"
            onClick={loading ? cancelLoad : cancel}
          >
            {words.page.pipeline.cancel}
          </button>
        )}
      </p>
    </section>
  );
}
