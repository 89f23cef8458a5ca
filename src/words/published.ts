import type { FigureKind, PublishedFigure } from "../model/published";
import type { ComparedFigure } from "../model/publishedComparison";
import type { AllWords } from "./allLanguages";

/** A published figure beside one's own, as texts. */
export interface PublishedTexts {
  readonly label: string;
  readonly published: string;
  readonly corrected: { readonly text: string; readonly why: string } | null;
  readonly own: string;
  /** Own less published (or corrected). */
  readonly difference: string;
  /** 95 % interval of one's own figure, where it has one. */
  readonly interval: string;
}

const missing = "–";

const shares: readonly FigureKind[] = [
  "explainedVariance",
  "reduction",
  "filterRecall",
  "recall",
];

function labelOf(words: AllWords, figure: PublishedFigure): string {
  const text = words.published;
  const { iteration, of, threshold, limit } = figure;
  const at: string[] = [];
  if (iteration !== undefined) at.push(text.iteration(iteration));
  if (of) at.push(text.ofDistances[of]);
  if (threshold !== undefined)
    at.push(
      threshold === null ? text.noFilter : words.setting.threshold(threshold),
    );
  if (limit !== undefined) at.push(text.limit(words.format.count(limit)));
  return [text.figures[figure.kind], ...at].join(", ");
}

function valueText(
  { format }: AllWords,
  kind: FigureKind,
  value: number,
): string {
  if (shares.includes(kind)) return format.percent(value);
  if (kind === "candidates") return format.count(value);
  if (kind === "pivotDistance" || kind === "documentsPerSecond")
    return format.decimals(value, 1);
  return format.signed(value, 4);
}

function signed(words: AllWords, kind: FigureKind, difference: number): string {
  const sign = difference < 0 ? "−" : "+";
  const size = Math.abs(difference);
  return shares.includes(kind)
    ? words.published.points(`${sign}${words.format.decimals(size * 100, 1)}`)
    : `${sign}${valueText(words, kind, size)}`;
}

/** What the visitor reads of a published figure and one's own. */
export function publishedTexts(
  words: AllWords,
  { figure, measured: own }: ComparedFigure,
): PublishedTexts {
  const { kind, corrected } = figure;
  const right = corrected?.value ?? figure.value;
  const { low, high } = own ?? {};
  return {
    label: labelOf(words, figure),
    published: figure.printed,
    corrected: corrected
      ? {
          text: valueText(words, kind, corrected.value),
          why: words.published.corrections[corrected.why],
        }
      : null,
    own: own ? valueText(words, kind, own.value) : missing,
    difference: own ? signed(words, kind, own.value - right) : missing,
    interval:
      low !== undefined && high !== undefined
        ? words.format.percentRange(low, high)
        : missing,
  };
}
