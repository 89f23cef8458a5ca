import { SeriesChart } from "../charts/SeriesChart";
import { useApp } from "../../state/appStoreContext";
import type { GlossaryTerm } from "../../words/languages";
import { ChartFrame } from "../parts/ChartFrame";
import { useSize } from "../parts/hooks";
import { ScrollTable } from "../parts/ScrollTable";
import { Term } from "../parts/Term";
import { useWords } from "../useWords";
import type { Words } from "../../words/languages";

const precise = (value: number) => value.toPrecision(4);
const short = (value: number) => String(Number(value.toPrecision(3)));
const share = (words: Words, value: number) => words.format.percent(value);
const scientific = (value: number) =>
  value >= 0.001 ? short(value) : value.toExponential(0);

/** How the rotation converged and what the bits can hold. */
export function FitTab() {
  const words = useWords();
  const text = words.tabs.fit;
  const view = useApp((state) => state.view);
  if (!view) return null;
  const { fit } = view.result;
  const { bits, eigenvalues, cumulativeVariance } = view.fit;
  const last = (values: readonly number[]) => values[values.length - 1];
  const explained = words.format.percent(fit.explainedVariance);
  return (
    <>
      <dl className="figureRow">
        <Figure term="explainedVariance" name={text.explainedVariance}>
          {explained}
        </Figure>
        <Figure term="meanNorm" name={text.meanNorm}>
          {fit.meanNorm.toFixed(4)}
        </Figure>
        <Figure term="quantizationError" name={text.quantizationError}>
          {fit.imported || fit.quantizationError.length === 0
            ? text.imported
            : precise(last(fit.quantizationError))}
        </Figure>
        <Figure term="nqe" name={text.nqe}>
          {fit.imported || fit.nqe.length === 0
            ? text.imported
            : last(fit.nqe).toFixed(4)}
        </Figure>
      </dl>
      <div className="chartGridTwo">
        {fit.quantizationError.length > 1 && (
          <SeriesFigure
            name="bitsieve-quantization-error"
            term="quantizationError"
            caption={text.errorCaption}
            values={fit.quantizationError}
            format={short}
            unit={text.iteration}
          />
        )}
        {fit.nqe.length > 1 && (
          <SeriesFigure
            name="bitsieve-nqe"
            term="nqe"
            caption={text.nqeCaption}
            values={fit.nqe}
            format={short}
            unit={text.iteration}
          />
        )}
        <SeriesFigure
          name="bitsieve-eigenvalues"
          term="eigenvalues"
          caption={text.eigenvaluesCaption}
          values={eigenvalues}
          format={scientific}
          unit={text.component}
          logarithmic
          cut={{ at: bits, label: text.cut(bits) }}
        />
        <SeriesFigure
          name="bitsieve-variance"
          term="explainedVariance"
          caption={text.varianceCaption}
          values={cumulativeVariance}
          format={(item) => share(words, item)}
          unit={text.component}
          share
          cut={{ at: bits, label: `${text.cut(bits)}: ${explained}` }}
        />
      </div>
    </>
  );
}

function Figure(props: {
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

function SeriesFigure(props: {
  readonly name: string;
  readonly term: GlossaryTerm;
  readonly caption: string;
  readonly values: readonly number[];
  readonly format: (value: number) => string;
  readonly unit: string;
  readonly logarithmic?: boolean;
  readonly share?: boolean;
  readonly cut?: { readonly at: number; readonly label: string };
}) {
  const text = useWords().tabs.fit;
  const [box, size] = useSize<HTMLDivElement>();
  const { values, format, cut } = props;
  const summary =
    text.summary(
      props.caption,
      format(values[0]),
      format(values[values.length - 1]),
      values.length,
    ) + (cut ? text.summaryCut(cut.label) : "");
  return (
    <ChartFrame
      name={props.name}
      summary={summary}
      caption={<Term name={props.term}>{props.caption}</Term>}
      chart={
        <div className="seriesBox" ref={box}>
          {size && (
            <SeriesChart
              values={values}
              formatValue={format}
              width={size.width}
              height={size.height}
              logarithmic={props.logarithmic ?? false}
              share={props.share ?? false}
              {...(cut ? { cut } : {})}
            />
          )}
        </div>
      }
      table={{
        title: text.table,
        content: (
          <ScrollTable label={props.caption}>
            <thead>
              <tr>
                <th scope="col">{props.unit}</th>
                <th scope="col">{props.caption}</th>
              </tr>
            </thead>
            <tbody>
              {values.map((value, index) => (
                <tr key={index}>
                  <th scope="row">{index + 1}</th>
                  <td>{props.share ? format(value) : precise(value)}</td>
                </tr>
              ))}
            </tbody>
          </ScrollTable>
        ),
      }}
    />
  );
}
