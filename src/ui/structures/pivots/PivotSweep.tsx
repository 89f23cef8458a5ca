import { useMemo } from "react";
import { pageFigures } from "../../../figures/registry";
import { wordFault } from "../../../words/languages";
import { FigureView } from "../../widgets/FigureView";
import { useDebounced } from "../../widgets/useLayout";
import { useAsked } from "../../widgets/useAsked";
import { useFigureInput } from "../../useFigureInput";
import { useSetting } from "../../useSetting";
import { useWords } from "../../useWords";

const askAfterMs = 250;

/** What each further pivot adds, at the setting. */
export function PivotSweep() {
  const words = useWords();
  const setting = useDebounced(useSetting(), askAfterMs);
  const { answer, isStale, failure } = useAsked(
    "pivotSweep",
    setting
      ? { threshold: setting.threshold, limit: setting.limit, k: setting.k }
      : null,
  );
  const input = useFigureInput(setting, { sweep: answer });
  const figures = useMemo(
    () => (input ? pageFigures("structure", input, words.figures) : []),
    [input, words],
  );
  if (failure) return <p role="alert">{wordFault(words, failure).message}</p>;
  if (!input) return null;
  return (
    <div data-dim={isStale || undefined}>
      {figures.map((figure) => (
        <FigureView key={figure.name} figure={figure} />
      ))}
    </div>
  );
}
