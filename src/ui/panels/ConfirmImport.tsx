import type { PivotSpace } from "../../model/pivotSpace";
import { useId, useState } from "react";
import type { ImportReport } from "../../model/importReport";
import { Notes } from "../widgets/Notes";
import { wordMessage } from "../../words/languages";
import { useWords } from "../useWords";

/** What files hold, what is doubtful about it, and the yes that it needs. */
export function ConfirmImport(props: {
  readonly report: ImportReport;
  readonly onSpace: (space: PivotSpace) => void;
  readonly onUse: (adoptSettings: boolean) => void;
  readonly onCancel: () => void;
}) {
  const words = useWords();
  const text = words.panels.import;
  const { report } = props;
  const { used, ignored, notes, warnings, pivots, bits, model } = report;
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
      {pivots?.kind === "vectors" && (
        <p>
          <label htmlFor={`${id}-space`}>{text.space}</label>{" "}
          <select
            id={`${id}-space`}
            value={pivots.space}
            onChange={({ target }) =>
              props.onSpace(target.value === "angular" ? "angular" : "cosine")
            }
          >
            <option value="cosine">{text.spaces.cosine}</option>
            <option value="angular">{text.spaces.angular}</option>
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
