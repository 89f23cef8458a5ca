/** Numbers, already written out, of the sentence on why a neighbour passes or not. */
interface PivotVerdict {
  readonly kept: boolean;
  /** The pivot of the largest difference, from 1. */
  readonly pivot: number;
  readonly title: string;
  /** The query's and the neighbour's distance to it. */
  readonly query: string;
  readonly neighbour: string;
  readonly difference: string;
  /** What is compared with t. */
  readonly statistic: string;
  readonly threshold: string;
}

const difference = (words: PivotVerdict) =>
  `|${words.query} − ${words.neighbour}| = ${words.difference}`;

const windows =
  "Grey: the query’s distance to the pivot ± t. Dot: this neighbour’s distance. Outside any window it is dropped.";

/** What the visitor reads in the search tab. */
export const search = {
  setting: (threshold: string, limit: string) =>
    `At t = ${threshold} and L = ${limit}; it follows the threshold.`,
  typed: {
    kind: "Your words",
    label: "Your query",
    placeholder: "Type a query in your own words",
    search: "Search",
    model: "Model that made these vectors",
    prefix: "Prefix before the query",
    roles: {
      query: (prefix: string) => `as a query (“${prefix}”)`,
      passage: (prefix: string) => `as a passage (“${prefix}”)`,
    },
    cost: (title: string, cost: string) =>
      `Embedded here by ${title} (${cost}). The words stay in this browser.`,
    other: (id: string) => `Embedded here by ${id}.`,
  },
  searching: "Searching…",
  among: "Search among",
  kinds: { query: "Queries", document: "Documents" },
  kind: { query: "Query", document: "Document" },
  random: "Random query",
  recent: "Recent",
  find: {
    query: "Find a query by its words",
    document: "Find a document by its words",
  },
  matches: "Matches",
  noMatch: "Nothing matches.",
  shown: (shown: string, total: string) => `${shown} of ${total}`,
  summary: (candidates: string, corpus: string, share: string) =>
    `The filter keeps ${candidates} of ${corpus} documents (${share}).`,
  fates: (k: number, kept: number, filter: number, limit: number) =>
    `Of the ${k} true neighbours ${kept} are found, ${filter} lost to the filter, ${limit} lost to the limit.`,
  exact: "Exact, by cosine",
  hashRanked: "By hash, no filter",
  filtered: "By hash, after the filter",
  key: "Numbers in circles are ranks among the true neighbours.",
  keyRank: "Found is what ranks by hash within the first",
  listed: (k: number) => `${k} are listed.`,
  nothingLeft: "The filter leaves nothing.",
  notTrue: "no true neighbour",
  numbers: (cosine: string, hamming: number) =>
    `cos ${cosine} · Hamming ${hamming}`,
  rank: (need: string) => ` · rank ${need}`,
  fate: {
    kept: "found",
    "lost-to-filter": "lost to the filter",
    "lost-to-limit": "lost to the limit",
  },
  detail: "Pivots of this neighbour",
  why: (title: string) => `Why “${title}” passes or not`,
  verdict: {
    max: (words: PivotVerdict) =>
      words.kept
        ? `It passes; the closest call is pivot ${words.pivot} (${words.title}): ${difference(words)}, t = ${words.threshold}. `
        : `Pivot ${words.pivot} (${words.title}) rejects it: ${difference(words)}, t = ${words.threshold}. `,
    sum: (words: PivotVerdict) =>
      `${words.kept ? "It passes" : "The pivots together reject it"}: the root of the summed squares is ${words.statistic}, t = ${words.threshold}. Pivot ${words.pivot} (${words.title}) adds most: ${difference(words)}. `,
  },
  versus: (query: string, neighbour: string) => `${query} vs ${neighbour}`,
  wouldKeep: (t: string) => `t = ${t} would keep it. `,
  stillKeeps: (t: string) => `t down to ${t} still keeps it. `,
  set: (t: string) => `Set t = ${t}`,
  windowsKey: {
    max: windows,
    sum: `${windows} Inside all of them the sum of squares decides.`,
  },
} as const;
