import { memo } from "react";
import type { ThresholdRow } from "../../model/curve";
import { recallAtLimit } from "../../model/curve";
import {
  formatCount,
  formatPercent,
  formatPercentRange,
  formatThreshold,
} from "../../numeric/format";
import { ScrollTable } from "../parts/ScrollTable";

/** The curve's rows as a table. */
export const CurveTable = memo(function CurveTable(props: {
  readonly rows: readonly ThresholdRow[];
  readonly limits: readonly number[];
}) {
  return (
    <ScrollTable label="Curve">
      <thead>
        <tr>
          <th scope="col">t</th>
          <th scope="col">removes</th>
          <th scope="col">pass the filter</th>
          <th scope="col">candidates p50</th>
          <th scope="col">p95</th>
          {props.limits.map((limit) => (
            <th scope="col" key={limit}>
              found, L = {formatCount(limit)}
            </th>
          ))}
        </tr>
      </thead>
      <tbody>
        {props.rows.map((row) => (
          <tr key={row.threshold}>
            <th scope="row">{formatThreshold(row.threshold)}</th>
            <td>{formatPercent(row.reduction)}</td>
            <td>{formatPercent(row.filterRecall)}</td>
            <td>{formatCount(row.candidates.p50)}</td>
            <td>{formatCount(row.candidates.p95)}</td>
            {props.limits.map((limit) => {
              const entry = recallAtLimit(row, limit);
              return (
                <td key={limit}>
                  {entry ? formatPercent(entry.expected) : "–"}{" "}
                  <small>
                    {entry ? formatPercentRange(entry.low, entry.high) : ""}
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
