import { useId, useState } from "react";
import { DropZone } from "../widgets/DropZone";
import { toAppError } from "../../state/appError";
import { useApp } from "../../state/appStoreContext";
import {
  parseParityFile,
  parseParityText,
  type ParityParts,
  type ParityShape,
} from "../../state/parseParity";
import type { ParityReport, ParityStage } from "../../model/parityReport";
import type { RunView } from "../../model/run/view";
import type { FaultMessage } from "../../model/fault";
import { wordFaultLine, wordMessage } from "../../words/languages";
import { useAllWords } from "../useAllWords";

const choices = ["nearest", "document", "query", "text"] as const;
type Whose = (typeof choices)[number];

/** Compares what another program made with what this page makes of the same. */
export function ParityCheck({ view }: { readonly view: RunView }) {
  const words = useAllWords();
  const text = words.parity;
  const id = useId();
  const client = useApp((state) => state.client);
  const threshold = useApp((state) => state.threshold);
  const dim = useApp((state) => state.dataset?.dim ?? 0);
  const hasModel = useApp((state) => (state.dataset?.model ?? null) !== null);
  const ownQueries = useApp((state) => state.dataset?.ownQueries ?? 0);
  const [pasted, setPasted] = useState("");
  const [whose, setWhose] = useState<Whose>("nearest");
  const [number, setNumber] = useState("0");
  const [searched, setSearched] = useState("");
  const [working, setWorking] = useState(false);
  const [report, setReport] = useState<ParityReport | null>(null);
  const [failure, setFailure] = useState<FaultMessage | null>(null);
  const { hash } = view.result.config;
  const shape: ParityShape = {
    dim,
    bits: hash.bits,
    columns: view.stored.columns,
  };

  async function compare(read: () => ParityParts | Promise<ParityParts>) {
    setWorking(true);
    setFailure(null);
    setReport(null);
    try {
      const { id: given, kind, ...parts } = await read();
      const named =
        given === undefined ? null : { kind: kind ?? "document", id: given };
      const subject = subjectOf(whose, number, searched) ?? named;
      setReport(await client.call("parity", { ...parts, subject, threshold }));
    } catch (error) {
      setFailure(toAppError(error).fault);
    } finally {
      setWorking(false);
    }
  }

  function compareFile([file]: readonly File[]) {
    if (file) void compare(() => parseParityFile(file, shape));
  }

  return (
    <section aria-label={text.title} className="parity">
      <h3>{text.title}</h3>
      <p>{text.note}</p>
      <DropZone onFiles={compareFile}>
        <label htmlFor={`${id}-paste`}>
          {text.paste(shape.dim, shape.bits)}
        </label>
        <textarea
          id={`${id}-paste`}
          rows={4}
          spellCheck={false}
          value={pasted}
          onChange={(event) => setPasted(event.target.value)}
        />
        <label className="fileButton">
          {text.file}
          <input
            type="file"
            accept=".npy,.json,.txt,.csv"
            onChange={(event) => {
              compareFile([...(event.target.files ?? [])]);
              event.target.value = "";
            }}
          />
        </label>
      </DropZone>
      <div className="parityWhose">
        <label htmlFor={`${id}-whose`}>{text.whose}</label>
        <select
          id={`${id}-whose`}
          value={whose}
          onChange={({ target }) =>
            setWhose(
              choices.find((choice) => choice === target.value) ?? "nearest",
            )
          }
        >
          <option value="nearest">{text.nearest}</option>
          <option value="document">{text.document}</option>
          {ownQueries > 0 && <option value="query">{text.query}</option>}
          {hasModel && <option value="text">{text.text}</option>}
        </select>
        {whose === "text" && (
          <input
            type="text"
            aria-label={text.words}
            placeholder={text.words}
            value={searched}
            onChange={(event) => setSearched(event.target.value)}
          />
        )}
        {(whose === "document" || whose === "query") && (
          <input
            type="number"
            min={0}
            aria-label={text.number}
            value={number}
            onChange={(event) => setNumber(event.target.value)}
          />
        )}
        <button
          type="button"
          className="primary"
          disabled={working || pasted.trim() === ""}
          onClick={() => void compare(() => parseParityText(pasted, shape))}
        >
          {text.compare}
        </button>
      </div>
      {failure && (
        <p className="fieldError" role="alert">
          {wordFaultLine(words, failure)}
        </p>
      )}
      <div role="status" data-testid="parity-report">
        {working && text.working}
        {report && <Findings report={report} />}
      </div>
    </section>
  );
}

/** Whom the visitor named; null where the paste or the nearest decides. */
function subjectOf(whose: Whose, number: string, words: string) {
  switch (whose) {
    case "nearest":
      return null;
    case "text":
      return { kind: whose, text: words, role: "query" } as const;
    default:
      return { kind: whose, id: Number(number) };
  }
}

function Findings({ report }: { readonly report: ParityReport }) {
  const text = useAllWords().parity;
  const { subject, guessed, stages, firstDifference } = report;
  return (
    <>
      <p>
        <b>
          {firstDifference === null
            ? text.parity
            : text.first(text.stages[firstDifference])}
        </b>{" "}
        {text.comparedWith(subject.kind, subject.id, subject.title, guessed)}
      </p>
      <ol className="parityStages">
        {stages
          .filter(({ verdict }) => verdict !== "not-given")
          .map((stage) => (
            <StageLine
              key={stage.stage}
              stage={stage}
              isFirst={stage.stage === firstDifference}
            />
          ))}
      </ol>
    </>
  );
}

function StageLine(props: {
  readonly stage: ParityStage;
  readonly isFirst: boolean;
}) {
  const words = useAllWords();
  const text = words.parity;
  const { stage, verdict, finding } = props.stage;
  return (
    <li data-verdict={verdict} data-first={props.isFirst || undefined}>
      <b>{text.stages[stage]}</b> <span>{text.verdicts[verdict]}</span>
      <p>{wordMessage(words, finding)}</p>
    </li>
  );
}
