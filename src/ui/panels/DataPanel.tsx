import { useState } from "react";
import { toAppError } from "../../state/appError";
import type { AppError } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { sampleName } from "../../state/appStore";
import { formatCount } from "../../state/format";
import type { LoadSource } from "../../worker/messages";
import { ImportPart } from "./ImportPart";
import { OpenFiles } from "./OpenFiles";
import { SyntheticForm } from "./SyntheticForm";

/** The data set in use, and how to open another. */
export function DataPanel(props: { readonly onDone: () => void }) {
  const dataset = useApp((state) => state.dataset);
  const loading = useApp((state) => state.loading);
  const load = useApp((state) => state.load);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);
  const [failure, setFailure] = useState<{
    readonly error: AppError;
    readonly source: LoadSource;
  } | null>(null);

  function open(source: LoadSource) {
    setFailure(null);
    load(source).then(
      () => {
        props.onDone();
        run().catch(reportError);
      },
      (error: unknown) => setFailure({ error: toAppError(error), source }),
    );
  }

  const files = failure && "files" in failure.source ? failure.source.files : null;
  return (
    <>
      {dataset && (
        <section className="dataNow" aria-label="In use">
          <h3>{dataset.title ?? dataset.name}</h3>
          <p>{dataset.description}</p>
          <dl className="figures">
            <dt>Documents × dimensions</dt>
            <dd>
              {formatCount(dataset.n)} × {formatCount(dataset.dim)}
            </dd>
            <dt>Query vectors of its own</dt>
            <dd>{formatCount(dataset.ownQueries)}</dd>
            <dt>Norms</dt>
            <dd>
              {dataset.minNorm.toFixed(4)} to {dataset.maxNorm.toFixed(4)}
            </dd>
            <dt>Model</dt>
            <dd>{dataset.model ?? "not stated"}</dd>
            <dt>Fingerprint</dt>
            <dd className="mono" title={dataset.fingerprint}>
              {dataset.fingerprint.slice(0, 12)}
            </dd>
          </dl>
        </section>
      )}
      {failure && (
        <div className="errorBanner" role="alert">
          <div>
            <b>{failure.error.message}</b>
            <p>
              {failure.error.hint}{" "}
              {dataset ? `${dataset.name} stays open.` : ""}
            </p>
            {failure.error.code === "not-normalised" && files && (
              <button
                type="button"
                className="primary"
                onClick={() => open({ files, normalise: true })}
              >
                Normalise and open
              </button>
            )}
          </div>
        </div>
      )}
      <section aria-label="Open your own">
        <h3>Open your own</h3>
        <OpenFiles disabled={loading} onOpen={(chosen) => open({ files: chosen })} />
      </section>
      <section aria-label="Sample">
        <h3>The sample</h3>
        <p>
          10,000 WordNet definitions embedded with all-MiniLM-L6-v2, with 500
          queries that are not among them.
        </p>
        <button
          type="button"
          className="quiet"
          disabled={loading}
          onClick={() => open({ sample: sampleName })}
        >
          Open the sample
        </button>
      </section>
      <section aria-label="A synthetic set">
        <h3>A synthetic set</h3>
        <SyntheticForm disabled={loading} onOpen={(synthetic) => open({ synthetic })} />
      </section>
      <ImportPart onDone={props.onDone} />
      <p className="note" role="status">
        {loading ? "Opening…" : ""}
      </p>
    </>
  );
}
