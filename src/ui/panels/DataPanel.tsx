import { useState } from "react";
import { toAppError } from "../../state/appError";
import type { AppError } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { sampleName } from "../../state/appStore";
import { formatCount } from "../../state/format";
import type { LoadSource } from "../../worker/sources";
import { ImportPart } from "./ImportPart";
import { OpenFiles } from "./OpenFiles";
import { SyntheticForm } from "./SyntheticForm";
import { panelStrings } from "./panelStrings";

const text = panelStrings.data;

/** The data set in use, and how to open another. */
export function DataPanel(props: { readonly onDone: () => void }) {
  const dataset = useApp((state) => state.dataset);
  const loading = useApp((state) => state.loading);
  const load = useApp((state) => state.load);
  const run = useApp((state) => state.run);
  const bits = useApp((state) => state.config.hash.bits);
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

  const source = failure && "files" in failure.source ? failure.source : null;
  const tooManyBits =
    failure?.error.code === "too-few-rows" ||
    failure?.error.code === "too-few-dimensions";
  return (
    <>
      {dataset && (
        <section className="dataNow" aria-label={text.inUse}>
          <h3>{dataset.title ?? dataset.name}</h3>
          <p>{dataset.description}</p>
          <dl className="figures">
            <dt>{text.shape}</dt>
            <dd>
              {formatCount(dataset.n)} × {formatCount(dataset.dim)}
            </dd>
            <dt>{text.ownQueries}</dt>
            <dd>{formatCount(dataset.ownQueries)}</dd>
            <dt>{text.norms}</dt>
            <dd>
              {text.normRange(
                dataset.minNorm.toFixed(4),
                dataset.maxNorm.toFixed(4),
              )}
            </dd>
            <dt>{text.model}</dt>
            <dd>{dataset.model ?? text.noModel}</dd>
            <dt>{text.fingerprint}</dt>
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
              {failure.error.hint} {dataset ? text.staysOpen(dataset.name) : ""}
            </p>
            {failure.error.code === "not-normalised" && source && (
              <button
                type="button"
                className="primary"
                onClick={() => open({ ...source, normalise: true })}
              >
                {text.normalise}
              </button>
            )}
            {tooManyBits && source?.bits !== undefined && (
              <button
                type="button"
                className="primary"
                onClick={() =>
                  open({
                    files: source.files,
                    normalise: source.normalise ?? false,
                  })
                }
              >
                {text.fewerBits}
              </button>
            )}
          </div>
        </div>
      )}
      <section aria-label={text.own}>
        <h3>{text.own}</h3>
        <OpenFiles
          disabled={loading}
          onOpen={(chosen) => open({ files: chosen, bits })}
        />
      </section>
      <section aria-label={text.sample}>
        <h3>{text.sample}</h3>
        <p>{text.sampleNote}</p>
        <button
          type="button"
          className="quiet"
          disabled={loading}
          onClick={() => open({ sample: sampleName })}
        >
          {text.openSample}
        </button>
      </section>
      <section aria-label={text.synthetic}>
        <h3>{text.synthetic}</h3>
        <SyntheticForm
          disabled={loading}
          onOpen={(synthetic) => open({ synthetic })}
        />
      </section>
      <ImportPart onDone={props.onDone} />
      <p className="note" role="status">
        {loading ? text.opening : ""}
      </p>
    </>
  );
}
