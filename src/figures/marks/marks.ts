/** What a figure draws, as data: the page, the report and the tests draw the same. */

/** What a series means; its class in plots.css gives the colour. */
export type Meaning =
  "kept" | "lost-filter" | "lost-limit" | "neutral" | "current" | "second";

export type Point = readonly [x: number, y: number];

export interface Axis {
  readonly title: string;
  readonly low: number;
  readonly high: number;
  readonly format: (value: number) => string;
  /** Grow with log10; both ends above 0. */
  readonly logarithmic?: boolean;
  /** Only whole numbers get a tick. */
  readonly isWhole?: boolean;
}

export interface Line {
  readonly meaning: Meaning;
  /** Empty: not in the legend. */
  readonly label: string;
  /** Points that are not finite are left out. */
  readonly points: readonly Point[];
  /** A dash array in place of the meaning's. */
  readonly dash?: string;
  /** Drawn thicker than the others. */
  readonly isStrong?: boolean;
  /** A circle at every point; `hollow` ones let the ground through. */
  readonly dots?: { readonly radius: number; readonly isHollow?: boolean };
  /** Lower and upper bound at the points. */
  readonly band?: readonly (readonly [low: number, high: number])[];
  /** The ground under the line is shaded up to this x. */
  readonly shadedTo?: number;
}

/** A vertical line with words. */
export interface VerticalMark {
  readonly x: number;
  readonly label: string;
}

/** Lines over one pair of axes. */
export interface LineMarks {
  readonly kind: "lines";
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  /** Lines at the ticks of the horizontal axis, beside those of the other. */
  readonly hasVerticalGrid?: boolean;
  readonly lines: readonly Line[];
  readonly mark?: VerticalMark;
  /** Single circles on the marked place. */
  readonly spots?: readonly Point[];
}

/** Shares that add up to 1, one above the other. */
export interface StackMarks {
  readonly kind: "stack";
  readonly height: number;
  readonly x: Axis;
  readonly y: Axis;
  readonly positions: readonly number[];
  /** From the bottom up; `values` belong to the positions. */
  readonly layers: readonly {
    readonly meaning: Meaning;
    readonly label: string;
    readonly values: readonly number[];
  }[];
  readonly mark?: VerticalMark;
}

/** Counts in bins of equal width. */
export interface Bins {
  readonly start: number;
  readonly width: number;
  readonly counts: readonly number[];
}

/** Histograms over one axis as shares: the first filled, the others outlined. */
export interface HistogramMarks {
  readonly kind: "histograms";
  readonly height: number;
  readonly x: Pick<Axis, "title" | "format">;
  readonly y: Pick<Axis, "title" | "format">;
  readonly series: readonly {
    readonly bins: Bins;
    readonly meaning: Meaning;
    readonly label: string;
  }[];
  readonly mark?: VerticalMark;
}

/** Small histograms side by side over one range, each with a window where there is one. */
export interface MultiplesMarks {
  readonly kind: "multiples";
  readonly histograms: readonly {
    readonly bins: Bins;
    readonly label: string;
    readonly window: { readonly low: number; readonly high: number } | null;
  }[];
  readonly format: (value: number) => string;
}

/** How many fall into each cell of a plane, by shade; dots above by their number. */
export interface HeatMarks {
  readonly kind: "heat";
  readonly height: number;
  readonly x: Pick<Axis, "title" | "format">;
  readonly y: Pick<Axis, "title" | "format">;
  readonly xStart: number;
  readonly xWidth: number;
  readonly yStart: number;
  readonly yWidth: number;
  /** (y bins, x bins). */
  readonly counts: readonly (readonly number[])[];
  readonly dots: readonly (readonly number[])[];
  readonly legend: { readonly counts: string; readonly dots: string };
}

/** A square matrix of signed values by shade. */
export interface MatrixMarks {
  readonly kind: "matrix";
  /** Largest side in pixels. */
  readonly side: number;
  /** Of both axes. */
  readonly axis: Pick<Axis, "title" | "format">;
  readonly values: readonly (readonly number[])[];
  /** Value of full strength. */
  readonly most: number;
  readonly legend: { readonly positive: string; readonly negative: string };
}

export type Marks =
  | LineMarks
  | StackMarks
  | HistogramMarks
  | MultiplesMarks
  | HeatMarks
  | MatrixMarks;

const dashes: Readonly<Partial<Record<Meaning, string>>> = {
  second: "6 4",
  neutral: "2 3",
};

/** The dash array of a line; "none" is a line without gaps. */
export function dashOf({
  dash,
  meaning,
}: Pick<Line, "dash" | "meaning">): string {
  return dash ?? dashes[meaning] ?? "none";
}

/** The classes that give a line its colour and width. */
export function lineClass({
  meaning,
  isStrong,
}: Pick<Line, "meaning" | "isStrong">): string {
  return `plotLine m-${meaning}${isStrong ? " isStrong" : ""}`;
}

/** Shares of all values in each bin. */
export function sharesOf({ counts }: Bins): number[] {
  const all = counts.reduce((sum, count) => sum + count, 0) || 1;
  return counts.map((count) => count / all);
}

/** First and last bin with anything in it, over all histograms. */
export function usedRange(histograms: readonly Bins[]): {
  readonly low: number;
  readonly high: number;
} {
  let low = Infinity;
  let high = -Infinity;
  for (const { start, width, counts } of histograms)
    counts.forEach((count, i) => {
      if (count === 0) return;
      low = Math.min(low, start + i * width);
      high = Math.max(high, start + (i + 1) * width);
    });
  return low < high ? { low, high } : { low: 0, high: 1 };
}
