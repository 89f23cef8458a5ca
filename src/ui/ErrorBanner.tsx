import { useApp } from "../state/appStoreContext";
import { strings } from "./strings";

/** What happened, what is still fine, what to do. */
export function ErrorBanner() {
  const error = useApp((state) => state.error);
  const hasView = useApp((state) => state.view !== null);
  const hasData = useApp((state) => state.dataset !== null);
  const dismiss = useApp((state) => state.dismissError);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);
  if (!error) return null;
  return (
    <div className="errorBanner" role="alert" data-testid="error-banner">
      <div>
        <b>{error.message}</b>
        <p>
          {error.hint} {hasView ? strings.error.still : ""}
        </p>
      </div>
      <span className="bannerActions">
        {hasData && error.code !== "bad-config" && (
          <button
            type="button"
            className="quiet"
            onClick={() => void run().catch(reportError)}
          >
            {strings.error.retry}
          </button>
        )}
        <button type="button" className="quiet" onClick={dismiss}>
          {strings.error.dismiss}
        </button>
      </span>
    </div>
  );
}
