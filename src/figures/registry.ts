import { bitBalance, bitCorrelation } from "./bits";
import { density } from "./density";
import { distances, statistics } from "./distances";
import { drift } from "./drift";
import type { Figure, FigureMaker, FigureWords } from "./figure";
import { fitFigures } from "./fitSeries";
import { forecast } from "./forecast";
import { losses } from "./losses";
import { pivotDistances } from "./structures/pivots/pivotDistances";
import { pivotSweep } from "./structures/pivots/pivotSweep";
import type { FigureInput } from "./figureInput";
import { tradeoff } from "./tradeoff";

/**
 * Where a figure stands on the page: in the centre, or in a tab. The tab
 * Diagnostics has what the curve tells, then what is measured for it;
 * "structure" is the tab of the run's structure.
 */
export type PagePart = "centre" | "fit" | "structure" | "curve" | "measured";

/** A section of the report. */
export type ReportPart = "results" | "fit" | "diagnostics";

interface RunFigure {
  /** null: the page does not show it. */
  readonly page: PagePart | null;
  /** null: the report does not have it. */
  readonly report: ReportPart | null;
  readonly make: (input: FigureInput, words: FigureWords) => readonly Figure[];
}

function entry(
  make: FigureMaker<FigureInput>,
  page: PagePart | null,
  report: ReportPart | null,
): RunFigure {
  return {
    page,
    report,
    make: (input, words) => {
      const figure = make(input, words);
      return figure ? [figure] : [];
    },
  };
}

/** Every figure of a run, in reading order: the page and the report read their lists here. */
export const runFigures = {
  tradeoff: entry(tradeoff, "centre", "results"),
  losses: entry(losses, "curve", "results"),
  fit: { page: "fit", report: "fit", make: fitFigures },
  forecast: entry(forecast, "curve", "diagnostics"),
  density: entry(density, "measured", "diagnostics"),
  distances: entry(distances, "measured", "diagnostics"),
  statistics: entry(statistics, "measured", "diagnostics"),
  pivotDistances: entry(pivotDistances, "measured", "diagnostics"),
  bitBalance: entry(bitBalance, "measured", "diagnostics"),
  bitCorrelation: entry(bitCorrelation, "measured", "diagnostics"),
  drift: entry(drift, "measured", "diagnostics"),
  pivotSweep: entry(pivotSweep, "structure", null),
} as const satisfies Readonly<Record<string, RunFigure>>;

/** The figures of a part of the page that this input has. */
export function pageFigures(
  part: PagePart,
  input: FigureInput,
  words: FigureWords,
): readonly Figure[] {
  return Object.values<RunFigure>(runFigures)
    .filter(({ page }) => page === part)
    .flatMap(({ make }) => make(input, words));
}

/** The figures of a section of the report that this input has. */
export function reportFigures(
  part: ReportPart,
  input: FigureInput,
  words: FigureWords,
): readonly Figure[] {
  return Object.values<RunFigure>(runFigures)
    .filter(({ report }) => report === part)
    .flatMap(({ make }) => make(input, words));
}
