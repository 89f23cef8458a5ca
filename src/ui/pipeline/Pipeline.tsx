import { useApp } from "../../state/appStoreContext";
import {
  firstLimit,
  firstThreshold,
  notebookConfig,
} from "../../search/config/edits";
import { EvaluateCard } from "./EvaluateCard";
import { HashCard } from "./HashCard";
import { StepCard } from "./StepCard";
import { StructureCard } from "./StructureCard";
import { useWords } from "../useWords";

/** Data, hash, structure, evaluation: what can be chosen, in the order in which data flows. */
export function Pipeline(props: { readonly onOpenData: () => void }) {
  const words = useWords();
  const dataset = useApp((state) => state.dataset);
  const text = words.page.pipeline;
  return (
    <div className="pipeline">
      <StepCard
        step="data"
        title={text.data}
        figures={
          dataset
            ? text.cards.documents(
                words.format.count(dataset.n),
                words.format.count(dataset.dim),
              ) +
              (dataset.ownQueries > 0
                ? text.cards.ownQueries(words.format.count(dataset.ownQueries))
                : "")
            : "\u00a0"
        }
      >
        <p className="dataName">
          <span>{dataset?.name ?? "\u00a0"}</span>
          <button
            type="button"
            className="quiet small"
            onClick={props.onOpenData}
          >
            {text.change}
          </button>
        </p>
      </StepCard>
      <HashCard />
      <StructureCard />
      <EvaluateCard />
      <PipelineActions />
    </div>
  );
}

function PipelineActions() {
  const words = useWords();
  const text = words.page.pipeline;
  const config = useApp((state) => state.config);
  const running = useApp((state) => state.running);
  const busyOrDone = useApp((state) => state.running || !state.stale);
  const hasData = useApp((state) => state.dataset !== null);
  const hasView = useApp((state) => state.view !== null);
  const imported = useApp((state) => state.imported !== null);
  const edit = useApp((state) => state.editAndRun);
  const run = useApp((state) => state.run);
  const cancel = useApp((state) => state.cancel);
  const clear = useApp((state) => state.clearParameters);
  const reportError = useApp((state) => state.reportError);
  const setThreshold = useApp((state) => state.setThreshold);
  const setLimit = useApp((state) => state.setLimit);
  function reset() {
    const next = notebookConfig(config);
    const first = firstThreshold(next);
    if (first !== null) setThreshold(first);
    void setLimit(firstLimit);
    edit(next, 0);
  }
  const runNow = () => void run().catch(reportError);
  return (
    <div className="pipelineActions">
      {imported && (
        <p className="importNote">
          {text.imported}{" "}
          <button
            type="button"
            className="link"
            onClick={() => void clear().then(runNow, reportError)}
          >
            {text.dropImported}
          </button>
        </p>
      )}
      <button
        type="button"
        className="quiet"
        disabled={!hasData}
        onClick={reset}
      >
        {text.reset}
      </button>
      {running ? (
        <button type="button" className="quiet" onClick={cancel}>
          {text.cancel}
        </button>
      ) : (
        <button
          type="button"
          className="quiet"
          disabled={!hasData || (busyOrDone && hasView)}
          onClick={runNow}
        >
          {text.rerun}
        </button>
      )}
    </div>
  );
}
