import { useRef, useState } from "react";
import { downloadBytes } from "../../export/download";
import { useApp } from "../../state/appStoreContext";
import { linkHash } from "../../state/viewLink";
import { runFile } from "../../state/runsActions";
import type { RunRecord } from "../../model/run/record";
import { CompareView } from "./CompareView";
import { wordMessage } from "../../words/languages";
import { useAllWords } from "../useAllWords";

/** Kept runs: named, pinned, exported, imported; and the pinned ones side by side. */
export function RunsTab() {
  const words = useAllWords();
  const text = words.runs;
  const runs = useApp((state) => state.runs);
  const note = useApp((state) => state.runsNote);
  const importRun = useApp((state) => state.importRun);
  const reportError = useApp((state) => state.reportError);
  const file = useRef<HTMLInputElement>(null);
  const pinned = runs.filter((run) => run.pinned);
  return (
    <>
      <p className="note">{text.kept}</p>
      {note && <p role="status">{wordMessage(words, note)}</p>}
      <div className="runsActions">
        <LinkButton />
        <button
          type="button"
          className="quiet"
          onClick={() => file.current?.click()}
        >
          {text.import}
        </button>
        <input
          ref={file}
          type="file"
          accept=".json,application/json"
          hidden
          data-testid="import-run"
          onChange={(event) => {
            const chosen = event.target.files?.[0];
            event.target.value = "";
            if (chosen) importRun(chosen).catch(reportError);
          }}
        />
      </div>
      {runs.length === 0 ? (
        <p className="note">{text.none}</p>
      ) : (
        <RunsTable runs={runs} />
      )}
      <CompareView runs={pinned} />
    </>
  );
}

/** Puts the present view into the address and the clipboard. */
function LinkButton() {
  const text = useAllWords().runs;
  const view = useApp((state) => state.view);
  const dataset = useApp((state) => state.dataset);
  const source = useApp((state) => state.source);
  const threshold = useApp((state) => state.threshold);
  const limit = useApp((state) => state.limit);
  const [said, setSaid] = useState("");
  if (!view || !dataset) return null;

  async function copy() {
    if (!view || !dataset) return;
    const { name, fingerprint } = dataset;
    const hash = linkHash({
      source,
      dataset: { name, fingerprint },
      config: view.result.config,
      threshold,
      limit,
    });
    window.history.replaceState(null, "", hash);
    const more = source ? "" : ` ${text.linkFiles}`;
    try {
      await navigator.clipboard.writeText(window.location.href);
      setSaid(text.linkCopied + more);
    } catch {
      // Without leave to write the clipboard the address bar has it.
      setSaid(text.linkShown + more);
    }
  }
  return (
    <>
      <button type="button" className="quiet" onClick={() => void copy()}>
        {text.link}
      </button>
      <span role="status" className="note">
        {said}
      </span>
    </>
  );
}

function RunsTable(props: { readonly runs: readonly RunRecord[] }) {
  const text = useAllWords().runs;
  return (
    <div
      className="tableScroll tall"
      tabIndex={0}
      role="region"
      aria-label={text.label}
    >
      <table className="runsTable">
        <thead>
          <tr>
            <th scope="col">{text.pin}</th>
            <th scope="col" className="textColumn">
              {text.name}
            </th>
            <th scope="col" className="textColumn">
              {text.when}
            </th>
            <th scope="col">{text.reduction}</th>
            <th scope="col">{text.filterRecall}</th>
            <th scope="col">{text.recall}</th>
            <th scope="col" className="textColumn">
              {text.actions}
            </th>
          </tr>
        </thead>
        <tbody>
          {props.runs.map((run) => (
            <RunRow key={run.id} run={run} />
          ))}
        </tbody>
      </table>
    </div>
  );
}

function RunRow(props: { readonly run: RunRecord }) {
  const words = useAllWords();
  const text = words.runs;
  const { run } = props;
  const pinRun = useApp((state) => state.pinRun);
  const renameRun = useApp((state) => state.renameRun);
  const removeRun = useApp((state) => state.removeRun);
  const reportError = useApp((state) => state.reportError);
  const row = run.result.rows[run.result.rows.length - 1];
  const at = row?.recall[Math.floor(row.recall.length / 2)];
  return (
    <tr data-testid="run-row">
      <td>
        <input
          type="checkbox"
          checked={run.pinned}
          aria-label={text.pinName(run.name)}
          onChange={(event) => {
            pinRun(run.id, event.target.checked).catch(reportError);
          }}
        />
      </td>
      <th scope="row" className="textColumn">
        <input
          className="runName"
          defaultValue={run.name}
          key={run.name}
          aria-label={text.rename(run.name)}
          onBlur={(event) => {
            if (event.target.value !== run.name)
              renameRun(run.id, event.target.value).catch(reportError);
          }}
          onKeyDown={(event) => {
            if (event.key === "Enter") event.currentTarget.blur();
          }}
        />
        <details>
          <summary>{text.details}</summary>
          <pre className="runConfig">
            {JSON.stringify(
              {
                dataset: run.result.dataset,
                model: run.model,
                config: run.result.config,
                imported: run.result.imported,
                device: run.result.device.label,
                version: run.result.version,
              },
              null,
              2,
            )}
          </pre>
        </details>
      </th>
      <td className="textColumn">{words.format.moment(run.createdAt)}</td>
      <td>{row ? words.format.percent(row.reduction) : "–"}</td>
      <td>{row ? words.format.percent(row.filterRecall) : "–"}</td>
      <td>
        {at ? words.format.percent(at.expected) : "–"}
        {row && at && (
          <small>
            {" "}
            {text.at(
              words.format.threshold(row.threshold),
              words.format.count(at.limit),
            )}
          </small>
        )}
      </td>
      <td className="textColumn">
        <button
          type="button"
          className="quiet small"
          onClick={() => {
            const { name, bytes } = runFile(run);
            downloadBytes(name, bytes, "application/json");
          }}
        >
          {text.export}
        </button>{" "}
        <button
          type="button"
          className="quiet small"
          onClick={() => {
            removeRun(run.id).catch(reportError);
          }}
        >
          {text.remove}
        </button>
      </td>
    </tr>
  );
}
