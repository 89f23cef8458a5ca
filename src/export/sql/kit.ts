import type { KitContext } from "../kits/context";
import { wordNames, writeDocumentsCsv } from "../kits/documents";
import type { GoldenQuery } from "../kits/golden";
import { storedWords } from "../kits/storedWords";
import { type KitFile, textFile } from "../kits/kitFile";
import { clickhouse } from "./clickhouse";
import type { Engine } from "../kits/engines";
import type { Dialect } from "./dialect";
import { duckdb } from "./duckdb";
import { pgvector, postgresql } from "./postgresql";
import { expectedCsv, queriesSql, querySql } from "./queries";
import { spark } from "./spark";

export const dialects: Readonly<Record<Engine, Dialect>> = {
  duckdb,
  pgvector,
  postgresql,
  clickhouse,
  spark,
};

/** The first and the last of some names, in code marks. */
function span(names: readonly string[]): string {
  const last = names.length > 1 ? ` to \`${names[names.length - 1]}\`` : "";
  return `\`${names[0]}\`${last}`;
}

function filterWords({ artifacts, options }: KitContext): string {
  const { columns, structureFacts, result } = artifacts;
  if (options.threshold === null) return "none";
  const names = columns.map(({ name }) => name);
  const facts = Object.values(structureFacts).join(", ");
  return `${result.config.structure.method} ${names[0]} to ${names[names.length - 1]} (${facts}), t = ${options.threshold}`;
}

/** How a reader fills the query's numbers in. */
function ownQueries(context: KitContext): string {
  const { rule } = context.artifacts;
  const words = storedWords(context);
  return rule
    ? `A query is a vector by the same model, scaled to length 1. Its code and its ${words.ofQuery}
come from \`encode\` of the Python or TypeScript module (export "modules"); \`signed_words\` gives h0, h1, ...;
each bound is ${words.bound}${rule.fold === "max" ? "" : ", and the sum of squares decides"}.
Put them where \`query.sql\` has its numbers.`
    : `A query is a vector by the same model, scaled to length 1. Its code comes from \`encode\` of the
Python or TypeScript module (export "modules"); \`signed_words\` gives h0, h1, ...
Put them where \`query.sql\` has its numbers.`;
}

function readme(context: KitContext, dialect: Dialect): string {
  const { options, artifacts, bits, n } = context;
  const { dataset, config } = artifacts.result;
  const columns = artifacts.columns.map(({ name }) => name);
  const usesWords = dialect.data === "documents.parquet";
  return `# ${dialect.title}: ${dataset.name}, ${bits} bits

${n} documents of \`${dataset.name}\`${artifacts.model === null ? "" : `, vectors by ${artifacts.model}`}. Filter: ${filterWords(context)}. Then the
${options.limit} nearest by Hamming distance${options.embeddings ? `, then the ${config.k} of the highest cosine` : ""}.

| column | holds |
|---|---|
| \`id\` | number of the document in the data set, from 0 |
${artifacts.hasOwnIds ? "| `doc_id` | its own id |\n" : ""}${usesWords ? `| ${span(wordNames(context))} | the hash as signed 64-bit words: bit 0 is the sign of \`h0\`; the last word is filled up with zeros |` : `| \`hash\` | the hash, bit 0 first: \`bit(${bits})\` |`}
${columns.length > 0 ? `| ${span(columns)} | ${storedWords(context).column} |\n` : ""}${options.embeddings ? "| `embedding` | the vector, of length 1 |\n" : ""}
## Run it

In the folder that holds \`${dialect.data}\`:

${dialect.readme(context).join("\n")}

## Check it

\`queries.sql\` asks ${options.threshold === null ? "the golden queries" : "each golden query with and without the filter"}; \`expected.csv\` says what must come out, rank by rank.

## Your own queries

${ownQueries(context)}
`;
}

/** The folder of one engine, without the documents. */
export function kitTexts(
  dialect: Dialect,
  context: KitContext,
  queries: readonly GoldenQuery[],
): KitFile[] {
  const at = (name: string) => `${dialect.engine}/${name}`;
  const first = queries[0];
  const index = dialect.index(context);
  return [
    textFile(at("README.md"), () => readme(context, dialect)),
    textFile(at("schema.sql"), () => dialect.schema(context)),
    textFile(at("load.sql"), () => dialect.load(context)),
    ...(index === null ? [] : [textFile(at("index.sql"), () => index)]),
    ...(first
      ? [textFile(at("query.sql"), () => querySql(first, context, dialect))]
      : []),
    textFile(at("queries.sql"), () => queriesSql(queries, context, dialect)),
    textFile(at("expected.csv"), () => expectedCsv(queries)),
  ];
}

/** `documents.csv`, which the PostgreSQL kits load. */
export function csvFile(context: KitContext): KitFile {
  return {
    path: "documents.csv",
    passes: 1,
    write: (sink, rows) => writeDocumentsCsv(sink, rows, context),
  };
}
