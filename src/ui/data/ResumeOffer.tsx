import { useState } from "react";
import { useApp } from "../../state/appStoreContext";
import { useWords } from "../useWords";

/** Offers to go on with embeddings that a reload, a crash or a cancel broke off. */
export function ResumeOffer() {
  const words = useWords();
  const text = words.data.offer;
  const storage = useApp((state) => state.storage);
  const loading = useApp((state) => state.loading);
  const load = useApp((state) => state.load);
  const run = useApp((state) => state.run);
  const removeKept = useApp((state) => state.removeKept);
  const reportError = useApp((state) => state.reportError);
  const [dismissed, setDismissed] = useState<readonly string[]>([]);
  const entry = storage?.kept.find(
    ({ manifest, complete, rowsDone }) =>
      !complete && rowsDone > 0 && !dismissed.includes(manifest.id),
  );
  if (!entry || loading) return null;
  const { manifest, rowsDone } = entry;
  const { model } = manifest.settings;

  function resume() {
    load({ kept: manifest.id })
      .then(() => run())
      .catch(reportError);
  }

  return (
    <section
      className="resumeOffer"
      aria-label={text.label}
      data-testid="resume-offer"
    >
      <p>
        {text.text(
          manifest.name,
          words.format.count(rowsDone),
          words.format.count(manifest.documents + manifest.queries),
          typeof model === "string" ? model : "",
        )}
      </p>
      <div className="buttonRow">
        <button type="button" className="quiet small strong" onClick={resume}>
          {text.resume}
        </button>
        <button
          type="button"
          className="quiet small"
          onClick={() => {
            removeKept(manifest.id).catch(reportError);
          }}
        >
          {text.discard}
        </button>
        <button
          type="button"
          className="quiet small"
          onClick={() => setDismissed([...dismissed, manifest.id])}
        >
          {text.later}
        </button>
      </div>
    </section>
  );
}
