import { useRef } from "react";
import type { ReactNode } from "react";
import { useApp } from "../../state/appStoreContext";
import { saveChart } from "../chartFiles";
import { useWords } from "../useWords";

/** A chart with its summary for screen readers, its own downloads, and its data as a table. */
export function ChartFrame(props: {
  /** Name of the downloaded file, without extension. */
  readonly name: string;
  readonly summary: string;
  readonly caption?: ReactNode;
  readonly testId?: string;
  readonly chart: ReactNode;
  readonly children?: ReactNode;
  readonly table: { readonly title: string; readonly content: ReactNode };
}) {
  const words = useWords();
  const figure = useRef<HTMLElement>(null);
  const reportError = useApp((state) => state.reportError);
  const empty = useApp((state) => state.view === null);
  const save = (kind: "svg" | "png") => {
    if (figure.current) saveChart(figure.current, kind).catch(reportError);
  };
  return (
    <figure
      className="chartFrame"
      ref={figure}
      data-chart-name={props.name}
      {...(props.testId ? { "data-testid": props.testId } : {})}
    >
      <div className="chartHead">
        {props.caption && <figcaption>{props.caption}</figcaption>}
      </div>
      <div className="chartBox" role="img" aria-label={props.summary}>
        {props.chart}
      </div>
      {props.children}
      <div className="chartFoot">
        <details className="chartTable">
          <summary>{props.table.title}</summary>
          {props.table.content}
        </details>
        <span className="chartActions">
          <button
            type="button"
            className="quiet small"
            disabled={empty}
            aria-label={words.page.figures.download(props.name, "SVG")}
            onClick={() => save("svg")}
          >
            SVG
          </button>
          <button
            type="button"
            className="quiet small"
            disabled={empty}
            aria-label={words.page.figures.download(props.name, "PNG")}
            onClick={() => save("png")}
          >
            PNG
          </button>
        </span>
      </div>
    </figure>
  );
}
