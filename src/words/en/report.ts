import type { Protocol } from "../../model/run/configuration";
import { format } from "./format";

/** Who asks and who is searched, in one sentence. */
const protocols: Readonly<Record<Protocol, string>> = {
  "held-out":
    "Held-out: the queries are not in the corpus and were not trained on. The reduction is divided by the documents searched.",
  "notebook-62":
    "Notebook 62/63: the queries are documents of the corpus, each left out of its own result, and were trained on. The reduction is divided by n.",
  "notebook-67":
    "Notebook 67: the queries are documents of the corpus, each left out of its own result, and were trained on. The reduction is divided by n − 1.",
  "own-queries":
    "Own queries: the data set's own queries ask, in their order. The reduction is divided by n.",
};

interface DatasetFacts {
  readonly name: string;
  readonly title: string | null;
  readonly vectors: number;
  readonly dim: number;
  readonly model: string | null;
  readonly searched: number;
}

interface Asked {
  readonly queries: number;
  /** Every document asked; else the seed that drew the queries. */
  readonly census: boolean;
  readonly seed: number;
  readonly k: number;
  /** The true neighbours came with the data set. */
  readonly isTruthGiven: boolean;
}

function askedText({ queries, census, seed, k, isTruthGiven }: Asked): string {
  const truth = isTruthGiven
    ? "The neighbours that came with the data set count as true"
    : `The ${k} documents of highest cosine are the true neighbours`;
  return census
    ? `Census: every one of the ${format.count(queries)} documents asked, so that there is no sampling error for this corpus. ${truth}.`
    : `${format.count(queries)} queries asked (seed ${seed}). ${truth}.`;
}

/** What a report says beside its figures. */
export const report = {
  title: (dataset: string, choices: readonly string[]) =>
    `Bitsieve: ${[dataset, ...choices].join(", ")}`,
  question:
    "What does it cost to search these data with binary hashes and a pivot filter?",
  sections: {
    data: "Data",
    method: "Method and protocol",
    results: "Results",
    fit: "Fit",
    diagnostics: "Diagnostics",
    published: (title: string) => `Beside ${title}`,
    definitions: "How the numbers are made",
    versions: "Versions, device and times",
  },
  dataset: (facts: DatasetFacts) =>
    `${facts.name}${facts.title ? ` (${facts.title})` : ""}: ${format.count(facts.vectors)} vectors of ${format.count(facts.dim)} dimensions${facts.model ? `, model ${facts.model}` : ""}. ${format.count(facts.searched)} documents were searched.`,
  fingerprint: (sha256: string) => `SHA-256 of the vectors: ${sha256}`,
  protocols,
  asked: askedText,
  imported: (names: readonly string[]) =>
    `Imported, not trained or drawn here: ${names.join(", ")}.`,
  bytes: (hash: number, pivots: number) =>
    `A document costs ${format.bytes(hash)} for its hash and ${format.bytes(pivots)} for its pivot distances.`,
  fit: (meanNorm: number, explainedVariance: number) =>
    `Mean norm ${format.decimals(meanNorm, 4)}; explained variance ${format.percent(explainedVariance)}.`,
  results: {
    threshold: "t",
    limit: "L",
    removed: "removed",
    passFilter: "pass the filter",
    interval: "95 %",
    candidatesMean: "candidates mean",
    candidatesMedian: "p50",
    candidatesHigh: "p95",
    recall: "recall, expected",
    ties: "ties: worst–best",
    stable: "stable",
    census: "census",
  },
  published: {
    conditions: "Other conditions, so that differences are no errors:",
    head: [
      "figure",
      "published",
      "this run",
      "difference",
      "95 % interval",
      "note",
    ],
  },
  definitions: [
    "reduction = 1 − mean candidates / documents; filter recall = share of the true neighbours that pass the filter; recall@k = share of them among the L candidates nearest by Hamming distance, which is also the recall after exact rescoring of those L.",
    "Ties: equal Hamming distances count by the mean over all orders (expected); worst and best are the least and the most lucky order; stable orders ties by row, as numpy's stable sort.",
    "Intervals: the query is the unit, because its hits go together. 95 % Wilson intervals with the effective sample size Q k / deff. Measured on whole censuses they hold the truth in 91 to 98 % of samples, in 91 to 99 % where fewer than 10 queries lost a neighbour.",
    "Every threshold and every limit follow exactly from one pass over all pairs of query and document.",
  ],
  made: (version: string, device: string, createdAt: string) =>
    `Bitsieve ${version}, ${device}, ${createdAt}.`,
  link: (address: string) => `Opens again at ${address}`,
  times: ["stage", "time"],
};
