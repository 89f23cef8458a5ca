import type { TimedStage } from "../../model/stages";

/** What the visitor reads in the tabs Fit, Pivots, Queries and Timings. */
export const tabs = {
  details: "Details",
  fit: {
    explainedVariance: "explained variance",
    meanNorm: "mean norm",
    quantizationError: "quantization error",
    nqe: "nqe",
    imported: "imported",
    errorCaption: "Quantization error per iteration",
    nqeCaption: "The same without scale (nqe)",
    eigenvaluesCaption: "Eigenvalues of the covariance (logarithmic)",
    varianceCaption: "Variance held by the first components",
    iteration: "iteration",
    component: "component",
    cut: (bits: number) => `b = ${bits}`,
    table: "As a table",
    summary: (caption: string, first: string, last: string, count: number) =>
      `${caption}: from ${first} to ${last} over ${count} values`,
    summaryCut: (cut: string) => `, cut at ${cut}`,
  },
  pivots: {
    spread: "Distances of the documents to each pivot",
    pairwise: "Distances between the pivots",
    pivot: "pivot",
    document: "document",
    sd: "sd",
    sdBar: "sd as a bar",
    mean: "mean",
    range: "min–max",
  },
  sweep: {
    question: "What does each further pivot add?",
    finding: (numbers: {
      readonly at: string;
      readonly one: string;
      readonly pivots: number;
      readonly all: string;
      readonly pass: string;
    }) =>
      `At ${numbers.at} one pivot removes ${numbers.one}, ${numbers.pivots} remove ${numbers.all} and let ${numbers.pass} of the neighbours pass.`,
    at95: (one: string, all: string) =>
      ` Where 95 % pass, ${one} and ${all} are removed.`,
    xAxis: "first pivots in use",
    yAxis: "share",
    passAt: (at: string) => `pass the filter at ${at}`,
    removedAt: (at: string) => `removed at ${at}`,
    removed95: "removed where 95 % pass",
    head: [
      "pivots",
      "removed",
      "pass",
      "recall",
      "t where 95 % pass",
      "removed there",
    ],
  },
  queries: {
    note: (threshold: string, limit: string) =>
      `At t = ${threshold} and L = ${limit}, worst first. Choose a query to see what it loses, and to which pivot.`,
    found: "found",
    more: "Show more",
    shown: (shown: string, total: string) => `${shown} of ${total} queries`,
    spreadTitle: (k: number) => `How many of the ${k} does each query find?`,
    spreadLabel: "Queries by neighbours found",
    spreadFound: "found",
    spreadQueries: "queries",
    loading: "Asking the worker…",
    label: "Queries",
    query: "query",
    pass: "pass the filter",
    passBar: "neighbours that pass, as a bar",
    candidates: "candidates",
    of: (count: string, k: number) => `${count} of ${k}`,
  },
  timings: {
    label: "Timings",
    stage: "stage",
    time: "time",
    timeBar: "time as a bar",
    inRun: "in this run",
    cached: "from the cache",
    computed: "computed",
    total: "Computed in this run",
    stages: {
      split: "Set the queries apart",
      "ground-truth": "Find the true neighbours",
      training: "Draw documents to train on",
      moments: "Mean and covariance",
      eigenvectors: "Eigenvectors",
      rotation: "Fit the rotation",
      encode: "Hash the documents",
      pivots: "Choose the pivots",
      surface: "Evaluate every threshold",
    } satisfies Readonly<Record<TimedStage, string>>,
  },
} as const;
