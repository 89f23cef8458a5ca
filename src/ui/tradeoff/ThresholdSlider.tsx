import { useId, useMemo, useRef } from "react";
import { plotArea, reductionOfX, xOfReduction } from "../charts/plotArea";
import { useApp } from "../../state/appStoreContext";
import {
  nearestReductionIndex,
  sliderScale,
  thresholdRows,
} from "../../model/curve";
import { useSize } from "../widgets/useLayout";
import { useSetting } from "../useSetting";
import { useWords } from "../useWords";

/** Steps of the value: written right to left, which WebKit's own keys do not follow. */
const keySteps: Readonly<Partial<Record<string, number>>> = {
  ArrowLeft: 1,
  ArrowRight: -1,
};

/**
 * The threshold on the chart's horizontal axis. The range input takes focus and
 * keys, in units of thresholds; the visible track takes the pointer, because
 * equal steps of t are not equal steps of reduction. Written right to left: the
 * right arrow key moves the thumb to the right, to a smaller t.
 */
export function ThresholdSlider() {
  const words = useWords();
  const id = useId();
  const view = useApp((state) => state.view);
  const setThreshold = useApp((state) => state.setThreshold);
  const setting = useSetting();
  const [box, size] = useSize<HTMLDivElement>();
  const input = useRef<HTMLInputElement>(null);
  const rows = useMemo(() => (view ? thresholdRows(view.curve) : []), [view]);
  const scale = useMemo(() => sliderScale(rows), [rows]);
  const area = plotArea(size?.width ?? 320, 0);
  const index = setting?.index ?? 0;
  const reduction = setting?.row.reduction ?? 0.5;
  const disabled = rows.length === 0;

  function moveTo(value: number) {
    const row = rows[scale.toIndex(value)];
    if (row) setThreshold(row.threshold);
  }

  function follow(event: React.PointerEvent) {
    const { left } = event.currentTarget.getBoundingClientRect();
    const under = reductionOfX(area, event.clientX - left);
    const row = rows[nearestReductionIndex(rows, under)];
    if (row) setThreshold(row.threshold);
  }

  return (
    <div className="slider" data-disabled={disabled || undefined}>
      <div
        className="sliderTrackBox"
        ref={box}
        onPointerDown={(event) => {
          if (disabled || event.button !== 0) return;
          event.preventDefault();
          event.currentTarget.setPointerCapture(event.pointerId);
          input.current?.focus({ preventScroll: true });
          follow(event);
        }}
        onPointerMove={(event) => {
          if (event.currentTarget.hasPointerCapture(event.pointerId)) {
            follow(event);
          }
        }}
      >
        <input
          ref={input}
          id={id}
          className="sliderInput"
          type="range"
          dir="rtl"
          disabled={disabled}
          min={scale.min}
          max={scale.max}
          step={scale.step}
          value={disabled ? 0 : scale.toValue(index)}
          aria-describedby={`${id}-help`}
          aria-valuetext={
            setting && setting.threshold !== null
              ? words.setting.spoken(
                  setting.threshold,
                  reduction,
                  setting.filterRecall,
                )
              : undefined
          }
          onChange={(event) => moveTo(Number(event.target.value))}
          onKeyDown={(event) => {
            const towards = keySteps[event.key];
            const { ctrlKey, altKey, metaKey } = event;
            if (!towards || ctrlKey || altKey || metaKey) return;
            event.preventDefault();
            const value = scale.toValue(index) + towards * scale.step;
            moveTo(Math.min(scale.max, Math.max(scale.min, value)));
          }}
        />
        <span
          className="sliderTrack"
          style={{ left: area.left, width: area.right - area.left }}
        >
          <span
            className="sliderRemoved"
            style={{ width: `${reduction * 100}%` }}
          />
        </span>
        <span
          className="sliderThumb"
          style={{
            transform: `translateX(${xOfReduction(area, reduction)}px)`,
          }}
        />
      </div>
      <div className="sliderCaption" style={{ paddingLeft: area.left }}>
        <label htmlFor={id}>{words.page.tradeoff.slider}</label>
        <output className="sliderValue">
          {setting ? words.format.threshold(setting.threshold) : "–"}
        </output>
        <span className="sliderEnds">
          {setting ? words.setting.removesKeeps(reduction) : ""}
        </span>
      </div>
      <span id={`${id}-help`} hidden>
        {words.glossary.threshold}
      </span>
    </div>
  );
}
