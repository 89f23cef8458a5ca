import { Suspense, lazy, useDeferredValue, useMemo } from "react";
import type { MarkedSetting } from "../charts/CurrentMark";
import { useApp } from "../../state/appStoreContext";
import type { AppState } from "../../state/appState";
import { reportedLimits, rowsToDraw, thresholdRows } from "../../model/curve";
import type { Setting } from "../../model/setting";
import { ChartFrame } from "../parts/ChartFrame";
import { useDebounced, usePhone, useSize } from "../parts/hooks";
import { useSetting } from "../useSetting";
import { ChartLegend } from "./ChartLegend";
import { ChartSkeleton } from "./ChartSkeleton";
import { CurveTable } from "./CurveTable";
import { HoverLayer } from "./HoverLayer";
import { ThresholdSlider } from "./ThresholdSlider";
import { useWords } from "../useWords";
import type { Words } from "../../words/languages";

const TradeoffChart = lazy(() =>
  import("../charts/TradeoffChart").then((module) => ({
    default: module.TradeoffChart,
  })),
);

function toMark(words: Words, setting: Setting): MarkedSetting {
  return {
    reduction: setting.row.reduction,
    filterRecall: setting.filterRecall,
    recall: setting.recall,
    thresholdLabel: words.setting.threshold(setting.threshold),
    filterLabel: words.setting.pass(setting.filterRecall),
    recallLabel: words.setting.found(setting.recall),
  };
}

const announceAfterMs = 1200;

const selectView = (state: AppState) => state.view;

/** The centre of the page: recall against reduction, the finding, the slider. */
export function Tradeoff() {
  const words = useWords();
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
  const mark = useMemo(
    () => (setting ? toMark(words, setting) : null),
    [words, setting],
  );
  // Spoken once it is still, not at every step of the slider.
  const announced = useDebounced(
    setting ? words.setting.finding(setting.row) : "",
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
            horizontalTitle={words.page.tradeoff.xAxis}
            verticalTitle={words.page.tradeoff.yAxis}
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
      aria-label={words.page.tradeoff.title}
      data-dim={dim || undefined}
    >
      <p className="visuallyHidden" role="status">
        {announced}
      </p>
      <div className="findingBox">
        <h1 className="finding" data-testid="finding">
          {setting
            ? words.setting.finding(setting.row)
            : words.page.app.question}
        </h1>
        <p className="ranking">
          {setting
            ? words.setting.ranking(setting)
            : words.page.tradeoff.skeleton}
        </p>
      </div>
      <ChartFrame
        name="bitsieve-trade-off"
        testId="tradeoff-chart"
        summary={
          setting
            ? `${words.page.tradeoff.axes}. ${words.setting.finding(setting.row)}. ${words.setting.ranking(setting)}`
            : words.page.tradeoff.skeleton
        }
        caption={
          <ChartLegend limits={limits} current={setting?.limit ?? limit} />
        }
        chart={chart}
        table={{
          title: words.page.tradeoff.table,
          content: <CurveTable rows={drawn} limits={limits} />,
        }}
      >
        {!phone && <ThresholdSlider />}
      </ChartFrame>
    </section>
  );
}
