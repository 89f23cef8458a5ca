import { useMemo } from "react";
import { pageFigures } from "../../figures/registry";
import { useWords } from "../useWords";
import { useApp } from "../../state/appStoreContext";
import { LineChart } from "../charts/LineChart";
import type { GlossaryTerm } from "../../words/languages";
import { wordsOfMethod } from "../../words/words";
import { FigureView } from "../widgets/FigureView";
import { Term } from "../widgets/Term";
import { useFigureInput } from "../useFigureInput";

/** Where the glossary explains what a figure draws. */
const termOf: Readonly<Record<string, GlossaryTerm>> = {
  "quantization-error": "quantizationError",
  nqe: "nqe",
  eigenvalues: "eigenvalues",
  "explained-variance": "explainedVariance",
};

/** How the fit converged and what the bits can hold. */
export function FitTab() {
  const words = useWords();
  const text = words.tabs.fit;
  const fit = useApp((state) => state.view?.result.fit);
  const method = useApp((state) => state.view?.result.config.hash.method);
  const input = useFigureInput();
  const figures = useMemo(
    () => (input ? pageFigures("fit", input, words.figures) : []),
    [input, words],
  );
  if (!fit || !method) return null;
  const { series = {} } = wordsOfMethod(words.methods.hash, method);
  const lastOf = (values: readonly number[], format: (n: number) => string) =>
    fit.imported || values.length === 0
      ? text.imported
      : format(values[values.length - 1]);
  return (
    <>
      <dl className="figureRow">
        <Fact term="explainedVariance" name={text.explainedVariance}>
          {words.format.percent(fit.explainedVariance)}
        </Fact>
        <Fact term="meanNorm" name={text.meanNorm}>
          {words.format.decimals(fit.meanNorm, 4)}
        </Fact>
        {Object.hasOwn(series, "quantization-error") && (
          <Fact term="quantizationError" name={text.quantizationError}>
            {lastOf(fit.quantizationError, (value) =>
              words.format.precise(value, 4),
            )}
          </Fact>
        )}
        {Object.hasOwn(series, "nqe") && (
          <Fact term="nqe" name={text.nqe}>
            {lastOf(fit.nqe, (value) => words.format.decimals(value, 4))}
          </Fact>
        )}
      </dl>
      <div className="figureGrid">
        {figures.map((figure) => (
          <FigureView
            key={figure.name}
            figure={figure}
            title={
              Object.hasOwn(termOf, figure.name) ? (
                <Term name={termOf[figure.name]}>{figure.question}</Term>
              ) : undefined
            }
            Lines={LineChart}
          />
        ))}
      </div>
    </>
  );
}

function Fact(props: {
  readonly term: GlossaryTerm;
  readonly name: string;
  readonly children: string;
}) {
  return (
    <div>
      <dt>
        <Term name={props.term}>{props.name}</Term>
      </dt>
      <dd>{props.children}</dd>
    </div>
  );
}
