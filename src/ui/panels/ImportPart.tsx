import { useId, useState } from "react";
import { toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import type { ImportReport } from "../../worker/messages";
import { panelStrings } from "./panelStrings";

const text = panelStrings.import;

/** Uses parameters trained elsewhere in place of those trained here. */
export function ImportPart(props: { readonly onDone: () => void }) {
  const id = useId();
  const importParameters = useApp((state) => state.importParameters);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);
  const imported = useApp((state) => state.imported);
  const hasData = useApp((state) => state.dataset !== null);
  const [failure, setFailure] = useState<string | null>(null);

  function take(list: FileList | null) {
    if (!list || list.length === 0) return;
    setFailure(null);
    importParameters([...list]).then(
      () => run().catch(reportError),
      (error: unknown) => {
        const { message, hint } = toAppError(error);
        setFailure(`${message} ${hint ?? ""}`);
      },
    );
  }

  return (
    <section aria-label={text.title}>
      <h3>{text.title}</h3>
      <p>{text.note}</p>
      <label htmlFor={id} className="fileButton">
        {text.choose}
        <input
          id={id}
          type="file"
          multiple
          accept=".npy,.npz,.safetensors"
          disabled={!hasData}
          onChange={(event) => {
            take(event.target.files);
            event.target.value = "";
          }}
        />
      </label>
      {failure && (
        <p className="fieldError" role="alert">
          {failure}
        </p>
      )}
      {imported && <ImportSummary report={imported} onDone={props.onDone} />}
    </section>
  );
}

function ImportSummary(props: {
  readonly report: ImportReport;
  readonly onDone: () => void;
}) {
  const { used, ignored, notes } = props.report;
  return (
    <div role="status">
      <p>
        {text.used(used.join(", ") || text.nothing)}
        {ignored.length > 0 && text.ignored(ignored.join(", "))}
      </p>
      {notes.map((note) => (
        <p key={note}>{note}</p>
      ))}
      <button type="button" className="quiet" onClick={props.onDone}>
        {text.see}
      </button>
    </div>
  );
}
