import type { EvaluationRow } from "../../model/evaluationRow";
import { useWords } from "../useWords";

/** The whole row of one threshold beside the pointer. */
export function RowCard(props: {
  readonly row: EvaluationRow;
  readonly x: number;
  readonly flip: boolean;
}) {
  const words = useWords();
  const text = words.page.curve;
  const { row } = props;
  const style = props.flip
    ? { right: `calc(100% - ${props.x - 12}px)` }
    : { left: props.x + 12 };
  return (
    <div className="rowCard" style={style}>
      <strong>t = {words.format.threshold(row.threshold)}</strong>
      <dl>
        <dt>{text.removes}</dt>
        <dd>{words.format.percent(row.reduction)}</dd>
        <dt>{text.keeps}</dt>
        <dd>{words.format.percent(1 - row.reduction)}</dd>
        <dt>{text.passes}</dt>
        <dd>
          {words.format.percent(row.filterRecall)}
          <small>
            {words.format.percentRange(
              row.filterRecallLow,
              row.filterRecallHigh,
            )}
          </small>
        </dd>
        {row.recall.map((entry) => (
          <FragmentRow
            key={entry.limit}
            name={text.found(words.format.count(entry.limit))}
            value={words.format.percent(entry.expected)}
            range={words.format.percentRange(entry.low, entry.high)}
          />
        ))}
        <dt>{text.candidates} p50 / p95</dt>
        <dd>
          {words.format.count(row.candidates.p50)} /{" "}
          {words.format.count(row.candidates.p95)}
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
