import { useId, useState } from "react";
import { toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import { ConfirmImport } from "./ConfirmImport";
import type { ImportOptions, ImportReport } from "../../model/importReport";
import { importQuestionOf } from "../../search/choices";
import type { FaultMessage } from "../../model/fault";
import { wordFaultLine } from "../../words/languages";
import { Notes } from "../widgets/Notes";
import { useWords } from "../useWords";
const accepted =
  ".npy,.npz,.safetensors,.pkl,.pickle,.json,.parquet,.transform,.zip";

/** Files that were looked into and wait for a yes. */
interface Draft {
  readonly files: readonly File[];
  readonly report: ImportReport;
}

/** Uses parameters trained elsewhere in place of those trained here, once confirmed. */
export function ImportParameters(props: { readonly onDone: () => void }) {
  const words = useWords();
  const text = words.panels.import;
  const id = useId();
  const inspectParameters = useApp((state) => state.inspectParameters);
  const importParameters = useApp((state) => state.importParameters);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);
  const imported = useApp((state) => state.imported);
  const hasData = useApp((state) => state.dataset !== null);
  const [draft, setDraft] = useState<Draft | null>(null);
  const [failure, setFailure] = useState<FaultMessage | null>(null);

  function fail(error: unknown) {
    setFailure(toAppError(error).fault);
  }

  function inspect(files: readonly File[], options: ImportOptions = {}) {
    setFailure(null);
    inspectParameters(files, options).then(
      (report) => setDraft({ files, report }),
      fail,
    );
  }

  function use({ files, report }: Draft, adoptSettings: boolean) {
    const question = importQuestionOf(report);
    const answer = question?.answer(question.value) ?? {};
    importParameters(files, { ...answer, adoptSettings }).then(() => {
      setDraft(null);
      run().catch(reportError);
    }, fail);
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
          accept={accepted}
          disabled={!hasData}
          onChange={(event) => {
            const files = [...(event.target.files ?? [])];
            event.target.value = "";
            if (files.length > 0) inspect(files);
          }}
        />
      </label>
      {failure && (
        <p className="fieldError" role="alert">
          {wordFaultLine(words, failure)}
        </p>
      )}
      {draft && (
        <ConfirmImport
          report={draft.report}
          onAnswer={(answer) => inspect(draft.files, answer)}
          onUse={(adoptSettings) => use(draft, adoptSettings)}
          onCancel={() => setDraft(null)}
        />
      )}
      {imported && !draft && (
        <ImportSummary report={imported} onDone={props.onDone} />
      )}
    </section>
  );
}

function ImportSummary(props: {
  readonly report: ImportReport;
  readonly onDone: () => void;
}) {
  const text = useWords().panels.import;
  const { used, notes, warnings } = props.report;
  return (
    <div role="status">
      <p>{text.used(used.join(", ") || text.nothing)}</p>
      <Notes notes={[...notes, ...warnings]} className="" />
      <button type="button" className="quiet" onClick={props.onDone}>
        {text.see}
      </button>
    </div>
  );
}
