import { useMemo, useState } from "react";
import { plotArea, reductionOfX, xOfReduction } from "../charts/plotArea";
import type { ThresholdRow } from "../../model/curve";
import { nearestReductionIndex } from "../../model/curve";
import { RowCard } from "./RowCard";

/** Reads the row under the pointer; a click makes it the current one. */
export function HoverLayer(props: {
  readonly rows: readonly ThresholdRow[];
  readonly width: number;
  readonly height: number;
  readonly onChoose: (threshold: number) => void;
}) {
  const { rows, width, height } = props;
  const [index, setIndex] = useState<number | null>(null);
  const area = useMemo(() => plotArea(width, height), [width, height]);
  const find = (event: React.PointerEvent | React.MouseEvent) => {
    const { left } = event.currentTarget.getBoundingClientRect();
    return nearestReductionIndex(
      rows,
      reductionOfX(area, event.clientX - left),
    );
  };
  const row = index === null ? undefined : rows[index];
  const x = row ? xOfReduction(area, row.reduction) : 0;
  return (
    <div
      className="hoverLayer"
      aria-hidden="true"
      onPointerMove={(event) => {
        if (event.pointerType === "mouse") setIndex(find(event));
      }}
      onPointerLeave={() => setIndex(null)}
      onClick={(event) => {
        const chosen = rows[find(event)];
        if (chosen) props.onChoose(chosen.threshold);
      }}
    >
      {row && (
        <>
          <span
            className="hoverLine"
            style={{ left: x, top: area.top, height: area.bottom - area.top }}
          />
          <RowCard row={row} x={x} flip={x > width / 2} />
        </>
      )}
    </div>
  );
}
