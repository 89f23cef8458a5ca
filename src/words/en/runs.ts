import type { ComparedMark, Unpaired } from "../../model/run/compareRuns";

function markText(mark: ComparedMark): string {
  switch (mark.kind) {
    case "protocol":
      return `protocol ${mark.protocol}`;
    case "data-set":
      return `data ${mark.dataset}`;
    case "k":
      return `k = ${mark.k}`;
    case "census":
      return mark.census ? "census" : "a sample of queries";
    case "ground-truth":
      return `ground truth ${mark.source}`;
  }
}

const unpaired: Readonly<Record<Unpaired, string>> = {
  "data-set": "another data set",
  protocol: "another protocol",
  corpus: "other documents are searched",
  k: "another k",
  "ground-truth": "another ground truth",
  queries: "other queries",
};

/** What the visitor reads about kept runs and their comparison. */
export const runs = {
  kept: "Every finished run is kept in this browser. Pin up to six to compare them.",
  none: "No run is kept yet.",
  import: "Import a run (.json)",
  link: "Copy a link to this view",
  linkCopied: "Copied; it is also this page's address now.",
  linkShown: "It is this page's address now.",
  linkFiles:
    "The link carries the settings only: files of your own stay with you.",
  label: "Kept runs",
  pin: "compare",
  name: "run",
  when: "time",
  data: "data",
  reduction: "removed",
  filterRecall: "pass",
  recall: "recall",
  at: (threshold: string, limit: string) => `at t = ${threshold}, L = ${limit}`,
  actions: "actions",
  export: "Export",
  remove: "Remove",
  rename: (name: string) => `Name of ${name}`,
  pinName: (name: string) => `Compare ${name}`,
  details: "Whole configuration",
  compare: {
    few: "Pin two runs or more to compare them.",
    limit: "recall at L =",
    noLimit:
      "These runs report no common limit: recall cannot be compared, filter recall can.",
    unlike: "Not alike, marked ‡:",
    lines: "run",
    atReduction: "At equal reduction",
    atRecall: "At equal filter recall: documents removed",
    removed: (share: string) => `${share} removed`,
    passes: (share: string) => `${share} pass`,
    paired: "Differences over the same queries",
    base: "against",
    pairedNote: (reduction: string) =>
      `Each run at its threshold nearest to ${reduction} removed. 95 % intervals of the differences over the same queries.`,
    differences: "difference",
    significance: "in words",
    recall: "recall",
    filter: "pass the filter",
    removedDifference: "removed",
    mark: markText,
    unpaired: (why: Unpaired) =>
      `not comparable query by query: ${unpaired[why]}`,
    notKept: "values per query are not kept for these thresholds",
    better: "more than chance",
    worse: "less, more than chance",
    equal: "within chance",
    points: (points: string) => `${points} points`,
    range: (low: string, high: string) => `${low} to ${high}`,
    setting: "Set side by side at",
  },
} as const;
