import type { ReactNode } from "react";
import { useApp } from "../../state/appStoreContext";
import type { StepState } from "../../model/pipelineSteps";
import type { StepName } from "../../model/stages";
import {
  progressShare,
  staleSteps,
  stepState,
} from "../../model/pipelineSteps";
import { progressLabel, progressPace } from "../../words/progress";
import { useWords } from "../useWords";

const stateMarks: Readonly<Record<StepState, string>> = {
  empty: "–",
  waiting: "…",
  running: "▸",
  stale: "!",
  done: "✓",
};

/** One step of the pipeline: its name, state, controls and key figures. */
export function StepCard(props: {
  readonly step: StepName;
  readonly title: string;
  readonly figures: ReactNode;
  readonly children?: ReactNode;
}) {
  const words = useWords();
  const { step } = props;
  const progress = useApp((state) => state.progress);
  const stateName = useApp((state): StepState => {
    if (step === "data") {
      if (state.loading) return "running";
      return state.dataset ? "done" : "waiting";
    }
    return stepState({
      step,
      hasResult: state.view !== null,
      running: state.running,
      progress: state.progress,
      stale: state.view
        ? staleSteps(
            state.config,
            state.view.result.config,
            state.dataset?.ownQueries ?? 0,
          )
        : new Set(),
    });
  });
  const running = stateName === "running" && progress !== null;
  return (
    <section
      className="stepCard"
      aria-label={props.title}
      data-state={stateName}
    >
      <header>
        <h3>{props.title}</h3>
        <span className="stepState">
          <span aria-hidden="true">{stateMarks[stateName]}</span>{" "}
          {words.page.pipeline.states[stateName]}
        </span>
      </header>
      {props.children}
      <p className="stepFigures">
        {running ? (
          <>
            <span className="stepLabel">{progressLabel(words, progress)}</span>{" "}
            <span className="stepRate">{progressPace(words, progress)}</span>
          </>
        ) : (
          props.figures
        )}
      </p>
      <span className="stepBar" aria-hidden="true">
        <span
          style={{
            transform: `scaleX(${running ? progressShare(progress) : 0})`,
          }}
        />
      </span>
    </section>
  );
}
