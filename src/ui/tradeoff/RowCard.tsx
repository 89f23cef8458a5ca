import type { EvaluationRow } from "../../model/evaluationRow";
import {
  formatCount,
  formatPercent,
  formatPercentRange,
  formatThreshold,
} from "../../numeric/format";

/** The whole row of one threshold beside the pointer. */
export function RowCard(props: {
  readonly row: EvaluationRow;
  readonly x: number;
  readonly flip: boolean;
}) {
  const { row } = props;
  const style = props.flip
    ? { right: `calc(100% - ${props.x - 12}px)` }
    : { left: props.x + 12 };
  return (
    <div className="rowCard" style={style}>
      <strong>t = {formatThreshold(row.threshold)}</strong>
      <dl>
        <dt>removes</dt>
        <dd>{formatPercent(row.reduction)}</dd>
        <dt>keeps</dt>
        <dd>{formatPercent(1 - row.reduction)}</dd>
        <dt>pass the filter</dt>
        <dd>
          {formatPercent(row.filterRecall)}
          <small>
            {formatPercentRange(row.filterRecallLow, row.filterRecallHigh)}
          </small>
        </dd>
        {row.recall.map((entry) => (
          <FragmentRow
            key={entry.limit}
            name={`found, L = ${formatCount(entry.limit)}`}
            value={formatPercent(entry.expected)}
            range={formatPercentRange(entry.low, entry.high)}
          />
        ))}
        <dt>candidates p50 / p95</dt>
        <dd>
          {formatCount(row.candidates.p50)} / {formatCount(row.candidates.p95)}
        </dd>
      </dl>
    </div>
  );
}

function FragmentRow(props: {
  readonly name: string;
  readonly value: string;
  readonly range: string;
}) {
  return (
    <>
      <dt>{props.name}</dt>
      <dd>
        {props.value}
        <small>{props.range}</small>
      </dd>
    </>
  );
}
