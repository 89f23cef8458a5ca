import { useApp } from "../state/appStoreContext";
import { wordFault } from "../words/languages";
import { useWords } from "./useWords";

/** What happened, what is still fine, what to do. */
export function ErrorBanner() {
  const words = useWords();
  const error = useApp((state) => state.error);
  const hasView = useApp((state) => state.view !== null);
  const hasData = useApp((state) => state.dataset !== null);
  const dismiss = useApp((state) => state.dismissError);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);
  if (!error) return null;
  const failure = wordFault(words, error.fault);
  return (
    <div className="errorBanner" role="alert" data-testid="error-banner">
      <div>
        <b>{failure.message}</b>
        <p>
          {failure.hint} {hasView ? words.page.error.still : ""}
        </p>
      </div>
      <span className="bannerActions">
        {hasData && error.code !== "bad-config" && (
          <button
            type="button"
            className="quiet"
            onClick={() => void run().catch(reportError)}
          >
            {words.page.error.retry}
          </button>
        )}
        <button type="button" className="quiet" onClick={dismiss}>
          {words.page.error.dismiss}
        </button>
      </span>
    </div>
  );
}
