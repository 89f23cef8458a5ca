import { figureMaker, thinned } from "./figure";
import {
  curveAtSetting,
  recallAt,
  type FigureInput,
  shareAxis,
  thresholdAxis,
} from "./figureInput";

/** Where the true neighbours end up at one threshold, as shares. */
interface LossRow {
  readonly threshold: number;
  readonly found: number;
  readonly lostToLimit: number;
  readonly lostToFilter: number;
}

interface LossData {
  readonly rows: readonly LossRow[];
  /** The row of the setting, else the last. */
  readonly here: LossRow;
  readonly limit: number;
}

/** null: the structure has no knob, so nothing is lost to it. */
function lossData(input: FigureInput): LossData | null {
  const curve = curveAtSetting(input);
  const { limit } = curve;
  const rows = curve.rows.map((row) => {
    const found = recallAt(row, limit)?.expected ?? 0;
    return {
      threshold: row.threshold,
      found,
      lostToLimit: Math.max(0, row.filterRecall - found),
      lostToFilter: Math.max(0, 1 - row.filterRecall),
    };
  });
  const here =
    rows.find(({ threshold }) => threshold === curve.here?.threshold) ??
    rows.at(-1);
  return here ? { rows, here, limit } : null;
}

/** Where the true neighbours end up at every threshold. */
export const losses = figureMaker<FigureInput, LossData>({
  name: "losses",
  data: lossData,
  question: (words) => words.losses.question,
  finding: ({ here, limit }, words) => words.losses.finding({ ...here, limit }),
  marks: ({ rows, here }, words) => ({
    kind: "stack",
    height: 260,
    x: thresholdAxis(rows, words),
    y: { title: words.losses.y, ...shareAxis(words) },
    positions: rows.map(({ threshold }) => threshold),
    layers: [
      {
        meaning: "kept",
        label: words.shared.found,
        values: rows.map((row) => row.found),
      },
      {
        meaning: "lost-limit",
        label: words.shared.lostToLimit,
        values: rows.map((row) => row.lostToLimit),
      },
      {
        meaning: "lost-filter",
        label: words.shared.lostToFilter,
        values: rows.map((row) => row.lostToFilter),
      },
    ],
    mark: { x: here.threshold, label: "" },
  }),
  table: ({ rows }, { shared, format }) => ({
    head: [shared.t, shared.found, shared.lostToLimit, shared.lostToFilter],
    rows: thinned(rows).map((row) => [
      format.threshold(row.threshold),
      format.percent(row.found),
      format.percent(row.lostToLimit),
      format.percent(row.lostToFilter),
    ]),
  }),
});
