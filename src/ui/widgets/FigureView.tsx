import { useMemo } from "react";
import type { ComponentType, ReactNode } from "react";
import type { Figure } from "../../figures/figure";
import { figureSvg } from "../../figures/figureSvg";
import type { LineMarks } from "../../figures/marks/marks";
import { useWords } from "../useWords";
import { ChartFrame } from "./ChartFrame";
import { FigureTable } from "./DataTable";
import { useSize } from "./useLayout";

/** Draws lines that are touched, in place of the still drawing. */
export type LineDrawing = ComponentType<{
  readonly marks: LineMarks;
  readonly width: number;
  readonly height: number;
}>;

/** A figure on the page: question, finding, drawing, data. */
export function FigureView(props: {
  readonly figure: Figure;
  /** In place of the question's plain words. */
  readonly title?: ReactNode;
  readonly Lines?: LineDrawing;
}) {
  const words = useWords();
  const { figure, Lines } = props;
  const { name, marks, question } = figure;
  const table = <FigureTable label={question} table={figure.table} />;
  return (
    <section className="figureBox" data-testid={`figure-${name}`}>
      <h3 className="smallTitle">{props.title ?? question}</h3>
      <p className="figureFinding">{figure.finding}</p>
      {marks ? (
        <ChartFrame
          name={`bitsieve-${name}`}
          summary={figure.finding}
          chart={
            Lines && marks.kind === "lines" ? (
              <TouchedDrawing marks={marks} Lines={Lines} />
            ) : (
              <StillDrawing figure={figure} />
            )
          }
          table={{ title: words.figures.shared.table, content: table }}
        />
      ) : (
        table
      )}
    </section>
  );
}

function StillDrawing({ figure }: { readonly figure: Figure }) {
  const [box, size] = useSize<HTMLDivElement>();
  const width = size?.width ?? 0;
  const svg = useMemo(
    () => (width > 0 ? figureSvg(figure, width) : ""),
    [figure, width],
  );
  return (
    // The drawing's text is escaped where it is written.
    <div ref={box} data-drawing dangerouslySetInnerHTML={{ __html: svg }} />
  );
}

function TouchedDrawing(props: {
  readonly marks: LineMarks;
  readonly Lines: LineDrawing;
}) {
  const { marks, Lines } = props;
  const [box, size] = useSize<HTMLDivElement>();
  return (
    <div ref={box} data-drawing style={{ height: marks.height }}>
      {size && <Lines marks={marks} width={size.width} height={size.height} />}
    </div>
  );
}
