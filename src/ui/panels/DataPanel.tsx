import { useState } from "react";
import { defaultModel } from "../../embed/catalogue";
import { toAppError } from "../../state/appError";
import type { AppError } from "../../state/appState";
import { useApp } from "../../state/appStoreContext";
import { sampleName } from "../../state/openFirst";
import type { DataLocation, LoadSource } from "../../worker/loading/dataSource";
import { DatasetFacts } from "../data/DatasetFacts";
import { InspectionView } from "../data/InspectionView";
import { ModelChoice } from "../data/ModelChoice";
import { HubForm, UrlForm, WikipediaForm } from "../data/LocationForms";
import { RowsFields } from "../data/RowsFields";
import { StoragePanel } from "../data/StoragePanel";
import {
  draftOf,
  isPlain,
  needsModel,
  type SourceDraft,
  sourceOf,
} from "../data/sourceState";
import { ImportParameters } from "./ImportParameters";
import { LoadFailure } from "./LoadFailure";
import { OpenFiles } from "./OpenFiles";
import { SyntheticForm } from "./SyntheticForm";
import type { EmbedRequest } from "../../model/embedding";
import { progressLabel, progressPace } from "../../words/progress";
import { useWords } from "../useWords";
const kinds = [
  "files",
  "wikipedia",
  "hub",
  "url",
  "synthetic",
  "sample",
] as const;
type SourceKind = (typeof kinds)[number];

/** The data set in use, how to open another, and what the browser keeps. */
export function DataPanel(props: { readonly onDone: () => void }) {
  const words = useWords();
  const text = words.panels.data;
  const dataset = useApp((state) => state.dataset);
  const loading = useApp((state) => state.loading);
  const progress = useApp((state) => state.progress);
  const client = useApp((state) => state.client);
  const load = useApp((state) => state.load);
  const cancelLoad = useApp((state) => state.cancelLoad);
  const run = useApp((state) => state.run);
  const bits = useApp((state) => state.config.hash.bits);
  const reportError = useApp((state) => state.reportError);
  const [kind, setKind] = useState<SourceKind>("files");
  const [draft, setDraft] = useState<SourceDraft | null>(null);
  const [inspecting, setInspecting] = useState(false);
  const [failure, setFailure] = useState<{
    readonly error: AppError;
    readonly source: LoadSource | null;
  } | null>(null);
  const busy = loading || inspecting;

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

  /** Looks inside first; what leaves nothing to decide is opened at once. */
  function inspect(location: DataLocation, model: EmbedRequest | null = null) {
    setFailure(null);
    setDraft(null);
    setInspecting(true);
    client
      .call("inspect", { location })
      .then(
        (inspection) => {
          if (isPlain(location, inspection)) {
            open({ ...location, bits });
            return;
          }
          setDraft(
            draftOf(location, inspection, model ?? { model: defaultModel }),
          );
        },
        (error: unknown) =>
          setFailure({ error: toAppError(error), source: null }),
      )
      .finally(() => setInspecting(false));
  }

  function change(part: Partial<SourceDraft>) {
    if (draft) setDraft({ ...draft, ...part });
  }

  const forms: Readonly<Record<SourceKind, () => React.ReactNode>> = {
    files: () => (
      <OpenFiles disabled={busy} onOpen={(files) => inspect({ files })} />
    ),
    wikipedia: () => <WikipediaForm disabled={busy} onInspect={inspect} />,
    hub: () => <HubForm disabled={busy} onInspect={inspect} />,
    url: () => <UrlForm disabled={busy} onInspect={inspect} />,
    synthetic: () => (
      <SyntheticForm
        disabled={busy}
        onOpen={(synthetic) => open({ synthetic })}
      />
    ),
    sample: () => (
      <>
        <p>{text.sampleNote}</p>
        <button
          type="button"
          className="quiet"
          disabled={busy}
          onClick={() => open({ sample: sampleName })}
        >
          {text.openSample}
        </button>
      </>
    ),
  };

  return (
    <>
      {dataset && <DatasetFacts dataset={dataset} />}
      {failure && (
        <LoadFailure
          error={failure.error}
          source={failure.source}
          stays={dataset?.name ?? null}
          onOpen={open}
        />
      )}
      <section aria-label={words.data.from}>
        <h3>{text.own}</h3>
        <div
          className="segmented wrap"
          role="group"
          aria-label={words.data.from}
        >
          {kinds.map((value) => (
            <button
              key={value}
              type="button"
              aria-pressed={kind === value}
              data-testid={`source-${value}`}
              onClick={() => {
                setKind(value);
                setDraft(null);
                setFailure(null);
              }}
            >
              {words.data.sources[value]}
            </button>
          ))}
        </div>
        {forms[kind]()}
      </section>
      {draft && (
        <section aria-label={words.data.inside} data-testid="inspection">
          <h3>{words.data.inside}</h3>
          <InspectionView
            draft={draft}
            onRoles={(roles) => change({ roles })}
          />
          {!("wikipedia" in draft.location) && (
            <RowsFields draft={draft} onChange={change} />
          )}
          {needsModel(draft) && draft.model && (
            <ModelChoice
              value={draft.model}
              onChange={(model) => change({ model })}
            />
          )}
          <button
            type="button"
            className="primary"
            disabled={busy}
            data-testid="open-source"
            onClick={() => open(sourceOf(draft, bits))}
          >
            {needsModel(draft)
              ? words.data.embed
              : "files" in draft.location
                ? words.data.open
                : words.data.load}
          </button>
        </section>
      )}
      <p className="note" role="status">
        {inspecting ? words.data.inspecting : ""}
        {loading &&
          (progress
            ? `${progressLabel(words, progress)}… ${progressPace(words, progress)}`
            : text.opening)}
      </p>
      {loading && (
        <button
          type="button"
          className="quiet"
          data-testid="cancel-load"
          onClick={cancelLoad}
        >
          {words.data.cancel}
        </button>
      )}
      <StoragePanel disabled={busy} onOpen={(kept) => open({ kept })} />
      <ImportParameters onDone={props.onDone} />
    </>
  );
}
