import { sizesText } from "../../words/forScripts";
import type { AllWords } from "../../words/allLanguages";
import { wordMessage } from "../../words/languages";
import { useAllWords } from "../useAllWords";
import type { ReactNode } from "react";
import type { MachineReport, MeasuredRate } from "../../model/machineReport";
import { DataTable } from "../widgets/DataTable";
import { backendTitle } from "./backendTitle";

/** The time and rate of each operation, a column for each backend. */
export function RatesTable({ report }: { readonly report: MachineReport }) {
  const words = useAllWords();
  const text = words.machine.rates;
  const backends = report.backends.filter(({ measured }) => measured);
  const operations = [
    ...new Set(report.rates.map(({ operation }) => operation)),
  ];
  return (
    <>
      <h4 className="smallTitle">{text.title}</h4>
      <DataTable
        label={text.title}
        className="rates"
        head={[
          { head: text.operation, isText: true },
          ...backends.map(({ name }) => backendTitle(words, report, name)),
        ]}
        rows={operations.map((operation) => {
          const rates = report.rates.filter(
            (rate) => rate.operation === operation,
          );
          return {
            key: operation,
            cells: [
              <>
                {words.machine.operations[operation]}
                <small>{rates[0] && sizesText(words, rates[0].sizes)}</small>
              </>,
              ...backends.map(({ name }) =>
                rateCell(
                  words,
                  rates.find(({ backend }) => backend === name),
                ),
              ),
            ],
          };
        })}
      />
    </>
  );
}

function rateCell(words: AllWords, rate: MeasuredRate | undefined): ReactNode {
  const text = words.machine.rates;
  if (!rate) return null;
  const { elapsedMs, perSecond, unit, reason } = rate;
  if (elapsedMs === null || perSecond === null)
    return (
      <span className="noTime">
        {text.none}
        <small>{reason && wordMessage(words, reason)}</small>
      </span>
    );
  return (
    <>
      {words.format.measured(elapsedMs)}
      <small>
        {words.format.largeRate(perSecond, words.machine.units[unit])}
      </small>
    </>
  );
}
