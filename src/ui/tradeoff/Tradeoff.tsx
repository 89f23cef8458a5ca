import { Suspense, lazy, useDeferredValue, useMemo } from "react";
import type { MarkedSetting } from "../charts/CurrentMark";
import { useApp } from "../../state/appStoreContext";
import type { AppState } from "../../state/appState";
import { reportedLimits, rowsToDraw, thresholdRows } from "../../model/curve";
import type { Setting } from "../../model/setting";
import { findingSentence, rankingSentence } from "../../model/setting";
import { formatPercent, formatThreshold } from "../../numeric/format";
import { ChartFrame } from "../parts/ChartFrame";
import { useDebounced, usePhone, useSize } from "../parts/hooks";
import { strings } from "../strings";
import { useSetting } from "../useSetting";
import { ChartLegend } from "./ChartLegend";
import { ChartSkeleton } from "./ChartSkeleton";
import { CurveTable } from "./CurveTable";
import { HoverLayer } from "./HoverLayer";
import { ThresholdSlider } from "./ThresholdSlider";

const TradeoffChart = lazy(() =>
  import("../charts/TradeoffChart").then((module) => ({
    default: module.TradeoffChart,
  })),
);

function toMark(setting: Setting): MarkedSetting {
  return {
    reduction: setting.row.reduction,
    filterRecall: setting.filterRecall,
    recall: setting.recall,
    thresholdLabel: `t = ${formatThreshold(setting.threshold)}`,
    filterLabel: `${formatPercent(setting.filterRecall)} pass`,
    recallLabel: `${formatPercent(setting.recall)} found`,
  };
}

const announceAfterMs = 1200;

const selectView = (state: AppState) => state.view;

/** The centre of the page: recall against reduction, the finding, the slider. */
export function Tradeoff() {
  const view = useApp(selectView);
  const limit = useApp((state) => state.limit);
  const dim = useApp((state) => state.stale || state.running);
  const setThreshold = useApp((state) => state.setThreshold);
  const setting = useSetting();
  const phone = usePhone();
  const [box, size] = useSize<HTMLDivElement>();
  // The numbers of a setting are painted before the lines are drawn anew.
  const curve = useDeferredValue(view?.curve);
  const rows = useMemo(() => (curve ? thresholdRows(curve) : []), [curve]);
  const drawn = useMemo(() => rowsToDraw(rows), [rows]);
  const asked = useApp((state) => state.config.limits);
  const limits = useMemo(
    () => (curve ? reportedLimits(curve) : asked),
    [curve, asked],
  );
  const mark = useMemo(() => (setting ? toMark(setting) : null), [setting]);
  // Spoken once it is still, not at every step of the slider.
  const announced = useDebounced(
    setting ? findingSentence(setting.row) : "",
    announceAfterMs,
  );
  const drawnLimit = useDeferredValue(setting?.limit ?? limit);
  const ready = setting !== null && size !== null;

  const chart = (
    <div className="tradeoffBox" ref={box}>
      {ready ? (
        <Suspense fallback={<ChartSkeleton />}>
          <TradeoffChart
            rows={drawn}
            limits={limits}
            currentLimit={drawnLimit}
            marked={mark}
            horizontalTitle={strings.tradeoff.xAxis}
            verticalTitle={strings.tradeoff.yAxis}
            width={size.width}
            height={size.height}
          />
          <HoverLayer
            rows={rows}
            width={size.width}
            height={size.height}
            onChoose={setThreshold}
          />
        </Suspense>
      ) : (
        <ChartSkeleton />
      )}
    </div>
  );
  return (
    <section
      className="tradeoff"
      id="tradeoff"
      aria-label="Trade-off"
      data-dim={dim || undefined}
    >
      <p className="visuallyHidden" role="status">
        {announced}
      </p>
      <div className="findingBox">
        <h1 className="finding" data-testid="finding">
          {setting ? findingSentence(setting.row) : strings.app.question}
        </h1>
        <p className="ranking">
          {setting ? rankingSentence(setting) : strings.tradeoff.skeleton}
        </p>
      </div>
      <ChartFrame
        name="bitsieve-trade-off"
        testId="tradeoff-chart"
        summary={
          setting
            ? `${strings.tradeoff.yAxis} against ${strings.tradeoff.xAxis}. ${findingSentence(setting.row)}. ${rankingSentence(setting)}`
            : strings.tradeoff.skeleton
        }
        caption={
          <ChartLegend limits={limits} current={setting?.limit ?? limit} />
        }
        chart={chart}
        table={{
          title: strings.tradeoff.table,
          content: <CurveTable rows={drawn} limits={limits} />,
        }}
      >
        {!phone && <ThresholdSlider />}
      </ChartFrame>
    </section>
  );
}
