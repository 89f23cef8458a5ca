/** What the visitor reads in the search tab. */
export const searchStrings = {
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
  found: "found",
  lostToFilter: "lost to the filter",
  lostToLimit: "lost to the limit",
  detail: "Pivots of this neighbour",
  why: (title: string) => `Why “${title}” passes or not`,
  rejects: (pivot: number, title: string) =>
    `Pivot ${pivot} (${title}) rejects it: `,
  passes: (pivot: number, title: string) =>
    `It passes; the closest call is pivot ${pivot} (${title}): `,
  difference: (query: string, own: string, difference: string, t: string) =>
    `|${query} − ${own}| = ${difference}, t = ${t}. `,
  wouldKeep: (t: string) => `t = ${t} would keep it. `,
  stillKeeps: (t: string) => `t down to ${t} still keeps it. `,
  set: (t: string) => `Set t = ${t}`,
  windowsKey:
    "Grey: the query’s distance to the pivot ± t. Dot: this neighbour’s distance. Outside any window it is dropped.",
} as const;
