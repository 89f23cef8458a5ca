import type { AllWords } from "../../words/allLanguages";
import { useMemo, useState } from "react";
import { publishedRuns } from "../../model/published";
import { useApp } from "../../state/appStoreContext";
import {
  comparePublished,
  type ComparedFigure,
  differingConditions,
} from "../../model/publishedComparison";
import { sampleName } from "../../state/openFirst";
import { type Preset, presets } from "../../state/presets";
import { DataTable } from "../widgets/DataTable";
import { useAsked } from "../widgets/useAsked";
import { type PublishedTexts, publishedTexts } from "../../words/published";
import { useAllWords } from "../useAllWords";

/** The published run of the same protocol and model name, or the first of the protocol. */
function likelyRun(protocol: string, model: string | null): string {
  const name = (model ?? "").split("/").pop() ?? "";
  const likely =
    publishedRuns.find(
      (run) => run.model.endsWith(name) && run.protocol === protocol,
    ) ??
    publishedRuns.find((run) => name !== "" && run.model.endsWith(name)) ??
    publishedRuns.find((run) => run.protocol === protocol);
  return (likely ?? publishedRuns[0]).id;
}

/** One's own figures beside those that the notebooks print. */
export function NotebooksTab() {
  const words = useAllWords();
  const text = words.published;
  const view = useApp((state) => state.view);
  const dataset = useApp((state) => state.dataset);
  const running = useApp((state) => state.running || state.loading);
  const load = useApp((state) => state.load);
  const run = useApp((state) => state.run);
  const reportError = useApp((state) => state.reportError);
  const [chosen, setChosen] = useState<string | null>(null);
  const { answer } = useAsked("diagnostics", view ? { threshold: null } : null);
  const id =
    chosen ??
    likelyRun(view?.result.config.protocol ?? "", dataset?.model ?? null);
  const published =
    publishedRuns.find((entry) => entry.id === id) ?? publishedRuns[0];
  const rows = useMemo(
    () =>
      view
        ? comparePublished(published, {
            view,
            spearman: answer?.pairs.spearman ?? null,
            pearson: answer?.pairs.pearson ?? null,
            documentsPerSecond: dataset?.embedding?.documentsPerSecond || null,
          })
        : [],
    [view, published, answer, dataset],
  );
  if (!view || !dataset) return null;
  const conditions = differingConditions(published, view, dataset);

  async function start(preset: Preset, onSample: boolean) {
    setChosen(preset.id);
    try {
      if (onSample) {
        if (dataset?.name !== sampleName) await load({ sample: sampleName });
      } else {
        await load(preset.source);
      }
      await run(preset.config);
    } catch (error) {
      reportError(error);
    }
  }

  return (
    <>
      <h3 className="smallTitle">{text.presets}</h3>
      <div className="presetList">
        {presets.map((preset) => (
          <section
            className="preset"
            key={preset.id}
            aria-label={text.presetTexts[preset.id].title}
          >
            <b>{text.presetTexts[preset.id].title}</b>
            <p>{text.presetTexts[preset.id].words}</p>
            <button
              type="button"
              className="quiet small"
              disabled={running}
              onClick={() => void start(preset, true)}
            >
              {text.onSample}
            </button>{" "}
            <button
              type="button"
              className="quiet small"
              disabled={running}
              onClick={() => void start(preset, false)}
            >
              {text.onHub}
            </button>
          </section>
        ))}
      </div>
      <p className="note">{text.hubNote}</p>
      <label className="publishedChoice">
        {text.compare}{" "}
        <select value={id} onChange={(event) => setChosen(event.target.value)}>
          {publishedRuns.map((entry) => (
            <option key={entry.id} value={entry.id}>
              {text.runs[entry.id].title}
            </option>
          ))}
        </select>
      </label>
      {conditions.length > 0 && (
        <div className="conditions" data-testid="conditions">
          <b>{text.conditions}</b>
          <ul>
            {conditions.map((condition) => (
              <li key={condition.kind}>{text.condition(condition)}</li>
            ))}
          </ul>
        </div>
      )}
      <PublishedTable rows={rows} />
      <p className="note">{text.runs[published.id].source}</p>
    </>
  );
}

function PublishedTable(props: { readonly rows: readonly ComparedFigure[] }) {
  const words = useAllWords();
  const text = words.published;
  const rows = props.rows.map((compared) => ({
    ...publishedTexts(words, compared),
    verdict: compared.verdict,
  }));
  return (
    <DataTable
      label={text.label}
      isTall
      testId="published"
      head={[
        { head: text.figure, isText: true },
        text.published,
        text.own,
        text.difference,
        text.interval,
        { head: text.verdict, isText: true },
      ]}
      rows={rows.map((row) => ({
        key: row.label,
        data: { "data-verdict": row.verdict },
        cells: [
          row.label,
          publishedCell(text, row),
          row.own,
          row.difference,
          row.interval,
          row.corrected?.why ?? text.verdicts[row.verdict],
        ],
      }))}
    />
  );
}

function publishedCell(
  text: AllWords["published"],
  { published, corrected }: PublishedTexts,
) {
  if (!corrected) return published;
  return (
    <>
      <del>{published}</del>
      <small title={corrected.why}>
        {" "}
        {text.corrected} {corrected.text}
      </small>
    </>
  );
}
