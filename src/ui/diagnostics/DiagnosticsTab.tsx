import { readPivots } from "../../search/structure/pivots/settings";
import { useMemo } from "react";
import { forecastFigure, lossFigure } from "../../figures/curveFigures";
import { diagnosticFigures } from "../../figures/diagnosticFigures";
import { useApp } from "../../state/appStoreContext";
import { useDebounced } from "../parts/hooks";
import { FigureView } from "../parts/FigureView";
import { useAsked } from "../parts/useAsked";
import { useSetting } from "../useSetting";
import { wordFault } from "../../words/languages";
import { useWords } from "../useWords";

const askAfterMs = 250;

/** Why the numbers are what they are: every chart answers one question. */
export function DiagnosticsTab() {
  const words = useWords();
  const text = words.diagnostics;
  const view = useApp((state) => state.view);
  const dataset = useApp((state) => state.dataset);
  const setting = useDebounced(useSetting(), askAfterMs);
  const { answer, isStale, failure } = useAsked(
    "diagnostics",
    setting ? { threshold: setting.threshold } : null,
  );
  const curveFigures = useMemo(() => {
    if (!view || !setting) return [];
    const sds = view.pivots?.spread.map(({ sd }) => sd) ?? [];
    return [
      lossFigure(view.curve, setting.limit, setting.threshold),
      ...(view.forecast
        ? [forecastFigure(view.curve, view.forecast, sds)]
        : []),
    ];
  }, [view, setting]);
  const measured = useMemo(
    () =>
      answer && setting && view
        ? diagnosticFigures(answer, {
            model: dataset?.model ?? null,
            guaranteed: setting.guaranteedRecall,
            observed: setting.filterRecall,
            statistic:
              readPivots(view.result.config.structure)?.statistic ?? "max",
          })
        : [],
    [answer, setting, view, dataset],
  );
  if (!view || !setting) return null;
  return (
    <>
      <div className="figureGrid">
        {curveFigures.map((figure) => (
          <FigureView key={figure.name} figure={figure} />
        ))}
      </div>
      {failure && <p role="alert">{wordFault(words, failure).message}</p>}
      {!answer && !failure && <p className="note">{text.measuring}</p>}
      <div className="figureGrid" data-dim={isStale || undefined}>
        {measured.map((figure) => (
          <FigureView key={figure.name} figure={figure} />
        ))}
      </div>
      {answer && (
        <p className="note">
          {text.measured(words.format.duration(answer.elapsedMs))}
        </p>
      )}
    </>
  );
}
