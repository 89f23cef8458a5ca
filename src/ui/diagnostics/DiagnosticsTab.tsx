import { useMemo } from "react";
import { type PagePart, pageFigures } from "../../figures/registry";
import type { FigureInput } from "../../figures/figureInput";
import { wordFault } from "../../words/languages";
import { FigureView } from "../widgets/FigureView";
import { useDebounced } from "../widgets/useLayout";
import { useAsked } from "../widgets/useAsked";
import { useFigureInput } from "../useFigureInput";
import { useSetting } from "../useSetting";
import { useAllWords } from "../useAllWords";

const askAfterMs = 250;

/** Why the numbers are what they are: every chart answers one question. */
export function DiagnosticsTab() {
  const words = useAllWords();
  const text = words.diagnostics;
  const setting = useDebounced(useSetting(), askAfterMs);
  const { answer, isStale, failure } = useAsked(
    "diagnostics",
    setting ? { threshold: setting.threshold } : null,
  );
  const input = useFigureInput(setting, { diagnostics: answer });
  if (!input || !setting) return null;
  return (
    <>
      <FigureGrid part="curve" input={input} />
      {failure && <p role="alert">{wordFault(words, failure).message}</p>}
      {!answer && !failure && <p className="note">{text.measuring}</p>}
      <FigureGrid part="measured" input={input} isStale={isStale} />
      {answer && (
        <p className="note">
          {text.measured(words.format.duration(answer.elapsedMs))}
        </p>
      )}
    </>
  );
}

function FigureGrid(props: {
  readonly part: PagePart;
  readonly input: FigureInput;
  readonly isStale?: boolean;
}) {
  const { part, input } = props;
  const words = useAllWords().figures;
  const figures = useMemo(
    () => pageFigures(part, input, words),
    [part, input, words],
  );
  return (
    <div className="figureGrid" data-dim={props.isStale || undefined}>
      {figures.map((figure) => (
        <FigureView key={figure.name} figure={figure} />
      ))}
    </div>
  );
}
