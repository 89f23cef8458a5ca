import { memo } from "react";
import type { ThresholdRow } from "../../model/curve";
import { recallAtLimit } from "../../model/curve";
import { ScrollTable } from "../parts/ScrollTable";
import { useWords } from "../useWords";

/** The curve's rows as a table. */
export const CurveTable = memo(function CurveTable(props: {
  readonly rows: readonly ThresholdRow[];
  readonly limits: readonly number[];
}) {
  const words = useWords();
  const text = words.page.curve;
  return (
    <ScrollTable label={text.label}>
      <thead>
        <tr>
          <th scope="col">t</th>
          <th scope="col">{text.removes}</th>
          <th scope="col">{text.passes}</th>
          <th scope="col">{text.candidates} p50</th>
          <th scope="col">p95</th>
          {props.limits.map((limit) => (
            <th scope="col" key={limit}>
              {text.found(words.format.count(limit))}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.threshold}>
            <th scope="row">{words.format.threshold(row.threshold)}</th>
            <td>{words.format.percent(row.reduction)}</td>
            <td>{words.format.percent(row.filterRecall)}</td>
            <td>{words.format.count(row.candidates.p50)}</td>
            <td>{words.format.count(row.candidates.p95)}</td>
            {props.limits.map((limit) => {
              const entry = recallAtLimit(row, limit);
              return (
                <td key={limit}>
                  {entry ? words.format.percent(entry.expected) : "–"}{" "}
                  <small>
                    {entry
                      ? words.format.percentRange(entry.low, entry.high)
                      : ""}
                  </small>
                </td>
              );
            })}
          </tr>
        ))}
      </tbody>
    </ScrollTable>
  );
});
