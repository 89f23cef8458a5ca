import type { MachineReport, MeasuredRate } from "../../model/machineReport";
import { ScrollTable } from "../parts/ScrollTable";
import { backendTitle } from "./backendTitle";
import { useWords } from "../useWords";

/** The time and rate of each operation, a column for each backend. */
export function RatesTable({ report }: { readonly report: MachineReport }) {
  const words = useWords();
  const text = words.machine.rates;
  const backends = report.backends.filter(({ measured }) => measured);
  const operations = [
    ...new Set(report.rates.map(({ operation }) => operation)),
  ];
  return (
    <>
      <h4 className="smallTitle">{text.title}</h4>
      <ScrollTable label={text.title} className="rates">
        <thead>
          <tr>
            <th scope="col" className="textColumn">
              {text.operation}
            </th>
            {backends.map(({ name }) => (
              <th scope="col" key={name}>
                {backendTitle(words, report, name)}
              </th>
            ))}
          </tr>
        </thead>
        <tbody>
          {operations.map((operation) => {
            const rates = report.rates.filter(
              (rate) => rate.operation === operation,
            );
            return (
              <tr key={operation}>
                <th scope="row" className="textColumn">
                  {words.machine.operations[operation]}
                  <small>{rates[0]?.size}</small>
                </th>
                {backends.map(({ name }) => (
                  <RateCell
                    key={name}
                    rate={rates.find(({ backend }) => backend === name)}
                  />
                ))}
              </tr>
            );
          })}
        </tbody>
      </ScrollTable>
    </>
  );
}

function RateCell({ rate }: { readonly rate: MeasuredRate | undefined }) {
  const words = useWords();
  const text = words.machine.rates;
  if (!rate) return <td />;
  const { elapsedMs, perSecond, unit, reason } = rate;
  if (elapsedMs === null || perSecond === null)
    return (
      <td className="noTime">
        {text.none}
        <small>{reason}</small>
      </td>
    );
  return (
    <td>
      {words.format.measured(elapsedMs)}
      <small>{words.format.largeRate(perSecond, unit)}</small>
    </td>
  );
}
