import type { StoredWords } from "../../words";

/** What the README of a kit for a database tells of a run. */
interface SqlReadmeFacts {
  readonly title: string;
  readonly dataset: string;
  readonly model: string | null;
  readonly documents: number;
  readonly bits: number;
  readonly limit: number;
  /** Neighbours by the true cosine at the end; null: the kit has no vectors. */
  readonly best: number | null;
  /** The structure's columns and what parameters say of it, at knob value t; null: no filter. */
  readonly filter: {
    readonly method: string;
    readonly columns: readonly string[];
    readonly facts: readonly string[];
    readonly t: number;
  } | null;
  readonly hasOwnIds: boolean;
  /** Columns of the hash's words; null: the hash is one column of bits. */
  readonly hashWords: readonly string[] | null;
  readonly columns: readonly string[];
  readonly stored: StoredWords;
  readonly data: string;
  /** How to run it on this engine, as Markdown. */
  readonly run: string;
  /** How the run's rule folds the columns; null: nothing is stored to filter by. */
  readonly fold: "max" | "sum" | null;
}

/** The first and the last of some names, in code marks. */
function span(names: readonly string[]): string {
  const last = names.length > 1 ? ` to \`${names[names.length - 1]}\`` : "";
  return `\`${names[0]}\`${last}`;
}

function filterText({ filter }: SqlReadmeFacts): string {
  if (!filter) return "none";
  const { method, columns, facts, t } = filter;
  return `${method} ${columns[0]} to ${columns[columns.length - 1]} (${facts.join(", ")}), t = ${t}`;
}

/** How a reader fills the query's numbers in. */
const ownQueries = ({ fold, stored }: SqlReadmeFacts) =>
  fold
    ? `A query is a vector by the same model, scaled to length 1. Its code and its ${stored.ofQuery}
come from \`encode\` of the Python or TypeScript module (export "modules"); \`signed_words\` gives h0, h1, ...;
each bound is ${stored.bound}${fold === "max" ? "" : ", and the sum of squares decides"}.
Put them where \`query.sql\` has its numbers.`
    : `A query is a vector by the same model, scaled to length 1. Its code comes from \`encode\` of the
Python or TypeScript module (export "modules"); \`signed_words\` gives h0, h1, ...
Put them where \`query.sql\` has its numbers.`;

/** `README.md` of a kit for a database. */
export const sqlReadme = (facts: SqlReadmeFacts) =>
  `# ${facts.title}: ${facts.dataset}, ${facts.bits} bits

${facts.documents} documents of \`${facts.dataset}\`${facts.model === null ? "" : `, vectors by ${facts.model}`}. Filter: ${filterText(facts)}. Then the
${facts.limit} nearest by Hamming distance${facts.best === null ? "" : `, then the ${facts.best} of the highest cosine`}.

| column | holds |
|---|---|
| \`id\` | number of the document in the data set, from 0 |
${facts.hasOwnIds ? "| `doc_id` | its own id |\n" : ""}${facts.hashWords ? `| ${span(facts.hashWords)} | the hash as signed 64-bit words: bit 0 is the sign of \`h0\`; the last word is filled up with zeros |` : `| \`hash\` | the hash, bit 0 first: \`bit(${facts.bits})\` |`}
${facts.columns.length > 0 ? `| ${span(facts.columns)} | ${facts.stored.column} |\n` : ""}${facts.best === null ? "" : "| `embedding` | the vector, of length 1 |\n"}
## Run it

In the folder that holds \`${facts.data}\`:

${facts.run}

## Check it

\`queries.sql\` asks ${facts.filter ? "each golden query with and without the filter" : "the golden queries"}; \`expected.csv\` says what must come out, rank by rank.

## Your own queries

${ownQueries(facts)}
`;
