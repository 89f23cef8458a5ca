import { useId, useState } from "react";
import type { ImportOptions, ImportReport } from "../../model/importReport";
import { importQuestionOf } from "../../search/choices";
import { Notes } from "../widgets/Notes";
import { wordMessage } from "../../words/languages";
import { useWords } from "../useWords";

/** What files hold, what is doubtful about it, and the yes that it needs. */
export function ConfirmImport(props: {
  readonly report: ImportReport;
  readonly onAnswer: (answer: ImportOptions) => void;
  readonly onUse: (adoptSettings: boolean) => void;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  const text = words.panels.import;
  const { report } = props;
  const { used, ignored, notes, warnings, bits, model } = report;
  const question = importQuestionOf(report);
  const id = useId();
  const [adoptSettings, setAdoptSettings] = useState(report.config !== null);
  return (
    <div
      className="confirmImport"
      role="group"
      aria-label={text.confirm}
      data-testid="confirm-import"
    >
      <h4>{text.confirm}</h4>
      <p>
        {text.found(used.join(", "), bits)}
        {model && ` ${text.madeFor(model)}`}
      </p>
      <Notes notes={notes} className="" />
      {question && (
        <p>
          <label htmlFor={`${id}-space`}>{text.comparedBy}</label>{" "}
          <select
            id={`${id}-space`}
            value={question.value}
            onChange={({ target }) =>
              props.onAnswer(question.answer(target.value))
            }
          >
            {question.options.map((option) => (
              <option key={option} value={option}>
                {text.spaces[option]}
              </option>
            ))}
          </select>
        </p>
      )}
      {warnings.length > 0 && (
        <ul className="warnings" aria-label={text.warnings}>
          {warnings.map((warning) => (
            <li key={warning.name}>{wordMessage(words, warning)}</li>
          ))}
        </ul>
      )}
      {ignored.length > 0 && (
        <p className="note">{text.ignored(ignored.join(", "))}</p>
      )}
      {report.config && (
        <label>
          <input
            type="checkbox"
            checked={adoptSettings}
            onChange={({ target }) => setAdoptSettings(target.checked)}
          />{" "}
          {text.adoptSettings}
        </label>
      )}
      <div className="buttonRow">
        <button
          type="button"
          className="primary"
          onClick={() => props.onUse(adoptSettings && report.config !== null)}
        >
          {text.use}
        </button>
        <button type="button" className="quiet" onClick={props.onCancel}>
          {text.cancel}
        </button>
      </div>
    </div>
  );
}
