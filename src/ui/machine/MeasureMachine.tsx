import { useState } from "react";
import { isCancelled, toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import { progressShare } from "../../model/pipelineSteps";
import { CrossoverFigure } from "./CrossoverFigure";
import { RatesTable } from "./RatesTable";
import { ShareReport } from "./ShareReport";
import { wordFault, wordMessage } from "../../words/languages";
import { progressLabel, progressPace } from "../../words/progress";
import { useAllWords } from "../useAllWords";

/** Measures this machine on request and shows what came out. */
export function MeasureMachine() {
  const words = useAllWords();
  const text = words.machine.measure;
  const machine = useApp((state) => state.machine);
  const measuring = useApp((state) => state.measuring);
  const busy = useApp((state) => state.running || state.loading);
  const readMachine = useApp((state) => state.readMachine);
  const [software, setSoftware] = useState(false);
  const [message, setMessage] = useState("");
  const measured = machine && machine.rates.length > 0 ? machine : null;
  const remark = measured?.backends.find(
    ({ name }) => name === "webgpu",
  )?.reason;

  function start() {
    setMessage("");
    readMachine({ measure: true, software }).catch((error: unknown) =>
      setMessage(
        isCancelled(error)
          ? text.stopped
          : text.failed(wordFault(words, toAppError(error).fault).message),
      ),
    );
  }

  return (
    <section aria-label={text.title} data-testid="measure">
      <h3>{text.title}</h3>
      <p className="note">{text.note}</p>
      {machine?.adapter?.software && (
        <label className="checkLine">
          <input
            type="checkbox"
            checked={software}
            disabled={measuring}
            onChange={(event) => setSoftware(event.target.checked)}
          />
          <span>
            {text.software} <small>{text.softwareNote}</small>
          </span>
        </label>
      )}
      {measuring ? (
        <MeasureProgress />
      ) : (
        <button
          type="button"
          className={measured ? "quiet" : "primary"}
          disabled={busy}
          onClick={start}
        >
          {measured ? text.again : text.start}
        </button>
      )}
      <p className="note" role="status">
        {!measuring && (busy ? text.busy : message)}
      </p>
      {measured && (
        <>
          <p className="note">
            {text.done(words.format.moment(measured.measuredAt))}{" "}
            {remark && wordMessage(words, remark)}
          </p>
          <CrossoverFigure report={measured} />
          <RatesTable report={measured} />
          <ShareReport report={measured} />
        </>
      )}
    </section>
  );
}

function MeasureProgress() {
  const words = useAllWords();
  const text = words.machine.measure;
  const progress = useApp((state) => state.measureProgress);
  const cancel = useApp((state) => state.cancelMeasuring);
  return (
    <div className="measureProgress">
      <progress
        className="quota"
        max={1}
        value={progress ? progressShare(progress) : 0}
        aria-label={text.progress}
      />
      <p>
        {progress ? progressLabel(words, progress) : text.preparing}
        <small>{progress ? progressPace(words, progress) : ""}</small>
      </p>
      <button type="button" className="quiet" onClick={cancel}>
        {text.cancel}
      </button>
    </div>
  );
}
