import { languages } from "../../words/languages";
import { wordsOfMethod } from "../../words/words";
import type { ReportInput } from "../../model/reportInput";
import type { Protocol } from "../../model/run/configuration";
import { type Figure, type FigureTable, thinned } from "../../figures/figure";
import { reportFigures, type ReportPart } from "../../figures/registry";
import { tradeoff } from "../../figures/tradeoff";
import type { RunView } from "../../model/run/view";

const { format } = languages.en;

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

/** Who asks and who is searched, in one sentence. */
const protocolWords: Readonly<Record<Protocol, string>> = {
  "held-out":
    "Held-out: the queries are not in the corpus and were not trained on. The reduction is divided by the documents searched.",
  "notebook-62":
    "Notebook 62/63: the queries are documents of the corpus, each left out of its own result, and were trained on. The reduction is divided by n.",
  "notebook-67":
    "Notebook 67: the queries are documents of the corpus, each left out of its own result, and were trained on. The reduction is divided by n − 1.",
  "own-queries":
    "Own queries: the data set's own queries ask, in their order. The reduction is divided by n.",
};

function askingWords({ config, queryIds }: RunView["result"]): string {
  const k = `the ${config.k} documents of highest cosine are the true neighbours`;
  const truth =
    config.groundTruth === "given"
      ? "The neighbours that came with the data set count as true"
      : k[0].toUpperCase() + k.slice(1);
  return config.queries.census
    ? `Census: every one of the ${format.count(queryIds.length)} documents asked, so that there is no sampling error for this corpus. ${truth}.`
    : `${format.count(queryIds.length)} queries asked (seed ${config.queries.seed}). ${truth}.`;
}

const definitions: readonly string[] = [
  "reduction = 1 − mean candidates / documents; filter recall = share of the true neighbours that pass the filter; recall@k = share of them among the L candidates nearest by Hamming distance, which is also the recall after exact rescoring of those L.",
  "Ties: equal Hamming distances count by the mean over all orders (expected); worst and best are the least and the most lucky order; stable orders ties by row, as numpy's stable sort.",
  "Intervals: the query is the unit, because its hits go together. 95 % Wilson intervals with the effective sample size Q k / deff.",
  "Every threshold and every limit follow exactly from one pass over all pairs of query and document.",
];

/** The report as sections, the same for HTML and Markdown. */
export function reportModel(input: ReportInput): ReportModel {
  const { view, setting, diagnostics, published } = input;
  const { result } = view;
  const { config, dataset } = result;
  const figureInput = {
    view,
    setting,
    diagnostics,
    sweep: null,
    model: input.model,
  };
  const words = languages.en.figures;
  const figuresOf = (part: ReportPart) =>
    reportFigures(part, figureInput, words).map(shortened);
  const wordsOfChoices = (["hash", "structure"] as const).flatMap((family) =>
    wordsOfMethod(languages.en.methods[family], config[family].method).name(
      config[family],
    ),
  );
  const sections: ReportSection[] = [
    section("Data", [
      `${dataset.name}${input.datasetTitle ? ` (${input.datasetTitle})` : ""}: ${format.count(dataset.n)} vectors of ${format.count(dataset.dim)} dimensions${input.model ? `, model ${input.model}` : ""}. ${format.count(result.corpusSize)} documents were searched.`,
      `SHA-256 of the vectors: ${dataset.fingerprint}`,
    ]),
    section("Method and protocol", [
      ...(["hash", "structure"] as const).map((family) =>
        wordsOfMethod(
          languages.en.methods[family],
          config[family].method,
        ).report(config[family]),
      ),
      protocolWords[config.protocol],
      askingWords(result),
      ...(result.imported.length > 0
        ? [
            `Imported, not trained or drawn here: ${result.imported.join(", ")}.`,
          ]
        : []),
    ]),
    section(
      "Results",
      [
        `A document costs ${format.bytes(view.bytesPerDocument.hash)} for its hash and ${format.bytes(view.bytesPerDocument.pivots)} for its pivot distances.`,
      ],
      [resultTable(view)],
      figuresOf("results"),
    ),
    section(
      "Fit",
      [
        `Mean norm ${result.fit.meanNorm.toFixed(4)}; explained variance ${format.percent(result.fit.explainedVariance)}.`,
      ],
      [],
      figuresOf("fit"),
    ),
  ];
  const measured = figuresOf("diagnostics");
  if (measured.length > 0)
    sections.push(section("Diagnostics", [], [], measured));
  if (published) sections.push(publishedSection(published));
  sections.push(
    section("How the numbers are made", definitions),
    section(
      "Versions, device and times",
      [
        `Bitsieve ${result.version}, ${result.device.label}${result.device.adapter ? ` (${result.device.adapter})` : ""}, ${input.createdAt}.`,
        ...(input.link ? [`Opens again at ${input.link}`] : []),
      ],
      [
        {
          head: ["stage", "time"],
          rows: Object.entries(result.timingsMs).map(([stage, elapsedMs]) => [
            stage,
            format.duration(elapsedMs),
          ]),
        },
      ],
    ),
  );
  return {
    title: `Bitsieve: ${[dataset.name, ...wordsOfChoices].join(", ")}`,
    question:
      "What does it cost to search these data with binary hashes and a pivot filter?",
    answer: tradeoff(figureInput, words)?.finding ?? "",
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

function resultTable({ result }: RunView): FigureTable {
  const { census } = result.config.queries;
  const range = (low: number, high: number) =>
    census ? "census" : format.percentRange(low, high);
  return {
    head: [
      "t",
      "L",
      "removed",
      "pass the filter",
      "95 %",
      "candidates mean",
      "p50",
      "p95",
      "recall, expected",
      "95 %",
      "ties: worst–best",
      "stable",
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
): ReportSection {
  return section(
    `Beside ${published.title}`,
    [
      ...(published.conditions.length > 0
        ? [
            "Other conditions, so that differences are no errors:",
            ...published.conditions,
          ]
        : []),
      published.source,
    ],
    [
      {
        head: [
          "figure",
          "published",
          "this run",
          "difference",
          "95 % interval",
          "note",
        ],
        rows: published.lines.map((line) => [
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
