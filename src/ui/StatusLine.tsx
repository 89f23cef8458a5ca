import { useApp } from "../state/appStoreContext";
import { progressDetail, progressShare } from "../model/pipelineSteps";
import { strings } from "./strings";

/** One line of fixed height under the top bar: what runs, how fast, how long still. */
export function StatusLine() {
  const progress = useApp((state) => state.progress);
  const busy = useApp((state) => state.running || state.loading);
  const stale = useApp((state) => state.stale);
  const cancelled = useApp((state) => state.cancelled);
  const hasView = useApp((state) => state.view !== null);
  const running = useApp((state) => state.running);
  const loading = useApp((state) => state.loading);
  const cancel = useApp((state) => state.cancel);
  const cancelLoad = useApp((state) => state.cancelLoad);
  const words = () => {
    if (busy) return progress ? progress.label : "Working…";
    if (cancelled && hasView) return strings.tradeoff.cancelled;
    if (cancelled) return strings.tradeoff.cancelledEmpty;
    return stale ? strings.tradeoff.stale : "";
  };
  const share = progress ? progressShare(progress) : 0;
  return (
    <section
      className="statusLine"
      aria-label="Status"
      data-busy={busy || undefined}
    >
      <span
        className="statusBar"
        role="progressbar"
        aria-label="Progress"
        aria-valuemin={0}
        aria-valuemax={100}
        aria-valuenow={Math.round(share * 100)}
        aria-valuetext={words() || "idle"}
        data-testid="progress"
      >
        <span style={{ transform: `scaleX(${busy ? share : 0})` }} />
      </span>
      <p>
        <span>{words()}</span>{" "}
        {busy && progress && <small>{progressDetail(progress)}</small>}
        {(running || loading) && (
          <button
            type="button"
            className="link"
            onClick={loading ? cancelLoad : cancel}
          >
            {strings.pipeline.cancel}
          </button>
        )}
      </p>
    </section>
  );
}
