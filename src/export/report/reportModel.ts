import type { ReportInput } from "../../model/reportInput";
import type { RunView } from "../../model/run/view";
import type { AllWords } from "../../words/allLanguages";
import { wordsOfMethod } from "../../words/words";
import { type Figure, type FigureTable, thinned } from "../../figures/figure";
import { reportFigures, type ReportPart } from "../../figures/registry";
import { tradeoff } from "../../figures/tradeoff";

export interface ReportSection {
  readonly title: string;
  readonly sentences: readonly string[];
  readonly tables: readonly FigureTable[];
  readonly figures: readonly Figure[];
}

export interface ReportModel {
  readonly title: string;
  readonly question: string;
  readonly answer: string;
  readonly sections: readonly ReportSection[];
}

/** The report as sections, the same for HTML and Markdown. */
export function reportModel(input: ReportInput, words: AllWords): ReportModel {
  const { view, setting, diagnostics, published } = input;
  const { result } = view;
  const { config, dataset } = result;
  const text = words.report;
  const figureInput = {
    view,
    setting,
    diagnostics,
    sweep: null,
    model: input.model,
  };
  const figuresOf = (part: ReportPart) =>
    reportFigures(part, figureInput, words.figures).map(shortened);
  const choices = (["hash", "structure"] as const).map((family) => ({
    choice: config[family],
    called: wordsOfMethod(words.methods[family], config[family].method),
  }));
  const sections: ReportSection[] = [
    section(text.sections.data, [
      text.dataset({
        name: dataset.name,
        title: input.datasetTitle,
        vectors: dataset.n,
        dim: dataset.dim,
        model: input.model,
        searched: result.corpusSize,
      }),
      text.fingerprint(dataset.fingerprint),
    ]),
    section(text.sections.method, [
      ...choices.map(({ choice, called }) => called.report(choice)),
      text.protocols[config.protocol],
      text.asked({
        queries: result.queryIds.length,
        census: config.queries.census,
        seed: config.queries.seed,
        k: config.k,
        isTruthGiven: config.groundTruth === "given",
      }),
      ...(result.imported.length > 0 ? [text.imported(result.imported)] : []),
    ]),
    section(
      text.sections.results,
      [text.bytes(view.bytesPerDocument.hash, view.bytesPerDocument.pivots)],
      [resultTable(view, words)],
      figuresOf("results"),
    ),
    section(
      text.sections.fit,
      [text.fit(result.fit.meanNorm, result.fit.explainedVariance)],
      [],
      figuresOf("fit"),
    ),
  ];
  const measured = figuresOf("diagnostics");
  if (measured.length > 0)
    sections.push(section(text.sections.diagnostics, [], [], measured));
  if (published) sections.push(publishedSection(published, words));
  sections.push(
    section(text.sections.definitions, text.definitions),
    section(
      text.sections.versions,
      [
        text.made(result.version, deviceText(result.device), input.createdAt),
        ...(input.link ? [text.link(input.link)] : []),
      ],
      [
        {
          head: text.times,
          rows: Object.entries(result.timingsMs).map(([stage, elapsedMs]) => [
            stage,
            words.format.duration(elapsedMs),
          ]),
        },
      ],
    ),
  );
  return {
    title: text.title(
      dataset.name,
      choices.flatMap(({ choice, called }) => called.name(choice)),
    ),
    question: text.question,
    answer: tradeoff(figureInput, words.figures)?.finding ?? "",
    sections,
  };
}

/** A report holds no table of a thousand rows. */
function shortened(figure: Figure): Figure {
  const { head, rows } = figure.table;
  return { ...figure, table: { head, rows: thinned(rows) } };
}

function section(
  title: string,
  sentences: readonly string[],
  tables: readonly FigureTable[] = [],
  figures: readonly Figure[] = [],
): ReportSection {
  return { title, sentences, tables, figures };
}

function deviceText({ label, adapter }: RunView["result"]["device"]): string {
  return adapter ? `${label} (${adapter})` : label;
}

function resultTable(
  { result }: RunView,
  { format, report }: AllWords,
): FigureTable {
  const { census } = result.config.queries;
  const text = report.results;
  const range = (low: number, high: number) =>
    census ? text.census : format.percentRange(low, high);
  return {
    head: [
      text.threshold,
      text.limit,
      text.removed,
      text.passFilter,
      text.interval,
      text.candidatesMean,
      text.candidatesMedian,
      text.candidatesHigh,
      text.recall,
      text.interval,
      text.ties,
      text.stable,
    ],
    rows: result.rows.flatMap((row) =>
      row.recall.map((at) => [
        format.threshold(row.threshold),
        format.count(at.limit),
        format.percent(row.reduction),
        format.percent(row.filterRecall),
        row.threshold === null
          ? "–"
          : range(row.filterRecallLow, row.filterRecallHigh),
        format.count(row.candidates.mean),
        format.count(row.candidates.p50),
        format.count(row.candidates.p95),
        format.percent(at.expected),
        range(at.low, at.high),
        format.percentRange(at.worst, at.best),
        format.percent(at.stable),
      ]),
    ),
  };
}

function publishedSection(
  published: NonNullable<ReportInput["published"]>,
  { report: text }: AllWords,
): ReportSection {
  const { title, source, conditions, lines } = published;
  return section(
    text.sections.published(title),
    [
      ...(conditions.length > 0
        ? [text.published.conditions, ...conditions]
        : []),
      source,
    ],
    [
      {
        head: text.published.head,
        rows: lines.map((line) => [
          line.label,
          line.published,
          line.own,
          line.difference,
          line.interval,
          line.note,
        ]),
      },
    ],
  );
}
