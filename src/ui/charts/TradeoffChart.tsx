import { useMemo } from "react";
import { lossPatterns } from "../../figures/marks/frame";
import { tradeoff } from "../../figures/tradeoff";
import type { RunView } from "../../model/run/view";
import { useWords } from "../useWords";
import { FigureTable } from "../widgets/DataTable";
import { CurrentMark, MarkedSettingContext } from "./CurrentMark";
import type { MarkedSetting } from "./CurrentMark";
import { LineChart } from "./LineChart";
import { plotArea } from "./plotArea";

/** Names the needle's patterns; charts.css refers to them. */
const patterns = { __html: lossPatterns("needle") };

/** The figure without a mark: the needle moves, the lines do not. */
function useTradeoff(view: RunView, limit: number) {
  const words = useWords().figures;
  return useMemo(
    () =>
      tradeoff(
        {
          view,
          setting: { threshold: null, limit },
          diagnostics: null,
          sweep: null,
          model: null,
        },
        words,
      ),
    [view, limit, words],
  );
}

/** Recall against reduction with the needle of the setting; only the needle draws again when `marked` alone changes. */
export function TradeoffChart(props: {
  readonly view: RunView;
  readonly limit: number;
  readonly marked: MarkedSetting | null;
  readonly width: number;
  readonly height: number;
}) {
  const { width, height } = props;
  const marks = useTradeoff(props.view, props.limit)?.marks;
  const needle = useMemo(
    () => (
      <>
        <defs dangerouslySetInnerHTML={patterns} />
        <CurrentMark area={plotArea(width, height)} />
      </>
    ),
    [width, height],
  );
  if (marks?.kind !== "lines") return null;
  return (
    <div data-drawing>
      <MarkedSettingContext.Provider value={props.marked}>
        <LineChart marks={marks} width={width} height={height}>
          {needle}
        </LineChart>
      </MarkedSettingContext.Provider>
    </div>
  );
}

/** The rows of the curve. */
export function TradeoffTable(props: {
  readonly view: RunView;
  readonly limit: number;
  readonly label: string;
}) {
  const figure = useTradeoff(props.view, props.limit);
  return figure && <FigureTable label={props.label} table={figure.table} />;
}
