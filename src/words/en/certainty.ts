/** What the visitor reads in the tab about uncertainty. */
export const certainty = {
  asking: "Resampling the queries…",
  census:
    "Census: every document of the corpus asked. There is no sampling error for this corpus; queries from elsewhere may fare differently.",
  sample: (queries: string) =>
    `95 % intervals from ${queries} queries. The query is the unit: of recalls Wilson’s with the effective sample size, of the rest by drawing the queries again and again with replacement (bootstrap).`,
  few: (figure: string, queries: number) =>
    `${figure}: no more than ${queries} ${queries === 1 ? "query tells" : "queries tell"} how its losses gather. With fewer than 10 such an interval covers the truth in 91 to 99 % of samples, not in 95 %.`,
  figure: "figure",
  value: "value",
  interval: "95 % interval",
  needed: "queries for ±1 %",
  reduction: "Documents removed",
  filterRecall: "Pass the filter",
  recall: (k: number, limit: string) => `recall@${k} at L = ${limit}`,
  candidates: "Candidates, 95 % of queries below",
  limitFor: (target: string, k: number) => `L for recall@${k} of ${target}`,
  thresholdFor: (target: string) => `t that lets ${target} pass`,
  never: "never reached",
  label: "Values with intervals",
  strips: "How much is luck of the seed?",
  stripsNote:
    "No interval over queries covers this: other pivots, another rotation, other queries. Each dot is one seed, everything else alike.",
  vary: {
    pivots: "Pivot seed",
    rotation: "Rotation seed",
    queries: "Query seed",
  },
  seeds: "Seeds",
  run: "Run the seeds",
  running: (done: number, total: number) => `Seed ${done} of ${total}…`,
  cancel: "Cancel",
  strip: {
    reduction: "documents removed",
    filterRecall: "pass the filter",
    recall: "recall",
    reductionAt95: "removed where 95 % pass",
  },
  spread: (mean: string, sd: string, low: string, high: string) =>
    `mean ${mean}, sd ${sd}, ${low} to ${high}`,
  points: (points: string) => `${points} points`,
} as const;
