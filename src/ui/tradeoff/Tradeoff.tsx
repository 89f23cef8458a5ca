import { Suspense, useDeferredValue, useMemo } from "react";
import type { MarkedSetting } from "../charts/CurrentMark";
import { useApp } from "../../state/appStoreContext";
import type { AppState } from "../../state/appState";
import { reportedLimits, thresholdRows } from "../../model/curve";
import type { Setting } from "../../model/setting";
import { ChartFrame } from "../widgets/ChartFrame";
import { Boundary } from "../widgets/Boundary";
import { lazyPart } from "../widgets/lazyPart";
import { useFetchedAhead } from "../widgets/useFetchedAhead";
import { useDebounced, usePhone, useSize } from "../widgets/useLayout";
import { useSetting } from "../useSetting";
import { ChartLegend } from "./ChartLegend";
import { ChartSkeleton } from "./ChartSkeleton";
import { HoverLayer } from "./HoverLayer";
import { ThresholdSlider } from "./ThresholdSlider";
import { useWords } from "../useWords";
import type { Words } from "../../words/languages";

// The chart library is no part of the page's first load.
const loadChart = () => import("../charts/TradeoffChart");

const TradeoffChart = lazyPart(() =>
  loadChart().then((module) => module.TradeoffChart),
);

const TradeoffTable = lazyPart(() =>
  loadChart().then((module) => module.TradeoffTable),
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
  useFetchedAhead(loadChart);
  const view = useApp(selectView);
  const limit = useApp((state) => state.limit);
  const dim = useApp((state) => state.stale || state.running);
  const setThreshold = useApp((state) => state.setThreshold);
  const setting = useSetting();
  const phone = usePhone();
  const [box, size] = useSize<HTMLDivElement>();
  // The numbers of a setting are painted before the lines are drawn anew.
  const drawn = useDeferredValue(view);
  const curve = drawn?.curve;
  const rows = useMemo(() => (curve ? thresholdRows(curve) : []), [curve]);
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

  const chart = (
    <div className="tradeoffBox" ref={box}>
      {setting && size && drawn ? (
        <Boundary>
          <Suspense fallback={<ChartSkeleton />}>
            <TradeoffChart
              view={drawn}
              limit={drawnLimit}
              marked={mark}
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
        </Boundary>
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
            ? `${words.figures.tradeoff.axes}. ${words.setting.finding(setting.row)}. ${words.setting.ranking(setting)}`
            : words.page.tradeoff.skeleton
        }
        caption={
          <ChartLegend limits={limits} current={setting?.limit ?? limit} />
        }
        chart={chart}
        table={{
          title: words.page.tradeoff.table,
          content: drawn && (
            <Boundary>
              <Suspense fallback={null}>
                <TradeoffTable
                  view={drawn}
                  limit={drawnLimit}
                  label={words.page.tradeoff.tableLabel}
                />
              </Suspense>
            </Boundary>
          ),
        }}
      >
        {!phone && <ThresholdSlider />}
      </ChartFrame>
    </section>
  );
}
