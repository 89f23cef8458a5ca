import { useState } from "react";
import { downloadBytes } from "../../export/download";
import { useApp } from "../../state/appStoreContext";
import type { KeptEntry } from "../../keep/types";
import { useWords } from "../useWords";

/** Kept embeddings and downloaded models, with what they take. */
export function StoragePanel(props: {
  readonly disabled: boolean;
  readonly onOpen: (id: string) => void;
}) {
  const words = useWords();
  const text = words.data.storage;
  const storage = useApp((state) => state.storage);
  const removeKept = useApp((state) => state.removeKept);
  const removeModel = useApp((state) => state.removeModel);
  const exportKept = useApp((state) => state.exportKept);
  const reportError = useApp((state) => state.reportError);
  if (!storage) return null;
  const { use, kept, models } = storage;

  function save(id: string) {
    exportKept(id)
      .then((files) => {
        for (const { name, bytes } of files)
          downloadBytes(name, bytes, "application/octet-stream");
      })
      .catch(reportError);
  }

  return (
    <section
      className="storagePanel"
      aria-label={text.title}
      data-testid="storage-panel"
    >
      <h3>{text.title}</h3>
      {!storage.available ? (
        <p className="note">{text.unavailable}</p>
      ) : (
        <>
          {use.quotaBytes !== null && (
            <progress
              className="quota"
              max={use.quotaBytes}
              value={use.usageBytes}
              aria-label={text.title}
            />
          )}
          <p className="note">
            {use.quotaBytes === null
              ? text.useOnly(words.format.bytes(use.usageBytes))
              : text.use(
                  words.format.bytes(use.usageBytes),
                  words.format.bytes(use.quotaBytes),
                )}
          </p>
          {kept.length === 0 && <p className="note">{text.none}</p>}
        </>
      )}
      <ul className="keptList">
        {kept.map((entry) => (
          <li key={entry.manifest.id}>
            <KeptFacts entry={entry} />
            <div className="buttonRow">
              <button
                type="button"
                className="quiet small"
                disabled={props.disabled}
                onClick={() => props.onOpen(entry.manifest.id)}
              >
                {entry.complete ? text.open : text.resume}
              </button>
              <button
                type="button"
                className="quiet small"
                onClick={() => save(entry.manifest.id)}
              >
                {text.export}
              </button>
              <RemoveButton
                onRemove={() => {
                  removeKept(entry.manifest.id).catch(reportError);
                }}
              />
            </div>
          </li>
        ))}
      </ul>
      {models.length > 0 && (
        <>
          <h4 className="smallTitle">{text.models}</h4>
          <ul className="keptList">
            {models.map((model) => (
              <li key={model.id}>
                <p>
                  <b>{model.id}</b>{" "}
                  <span>{words.format.bytes(model.sizeBytes)}</span>
                </p>
                <RemoveButton
                  onRemove={() => {
                    removeModel(model.id).catch(reportError);
                  }}
                />
              </li>
            ))}
          </ul>
        </>
      )}
    </section>
  );
}

function KeptFacts(props: { readonly entry: KeptEntry }) {
  const words = useWords();
  const text = words.data.storage;
  const { manifest, rowsDone, complete, sizeBytes, updatedAt } = props.entry;
  const { model } = manifest.settings;
  const total = manifest.documents + manifest.queries;
  return (
    <p>
      <b>{manifest.name}</b>{" "}
      <span>
        {typeof model === "string" ? model : ""} ·{" "}
        {complete
          ? text.whole
          : text.done(words.format.count(rowsDone), words.format.count(total))}
      </span>
      <span>
        {text.entry(
          words.format.count(manifest.documents),
          manifest.dim,
          words.format.bytes(sizeBytes),
          words.format.moment(updatedAt),
        )}
      </span>
    </p>
  );
}

/** Deletes at the second press. */
function RemoveButton(props: { readonly onRemove: () => void }) {
  const text = useWords().data.storage;
  const [asked, setAsked] = useState(false);
  if (!asked)
    return (
      <button
        type="button"
        className="quiet small"
        onClick={() => setAsked(true)}
      >
        {text.remove}
      </button>
    );
  return (
    <>
      <button
        type="button"
        className="quiet small danger"
        onClick={props.onRemove}
      >
        {text.sure}
      </button>
      <button
        type="button"
        className="quiet small"
        onClick={() => setAsked(false)}
      >
        {text.keep}
      </button>
    </>
  );
}
