import { requirePivots } from "../../search/structure/pivots/settings";
import type { TakeContext } from "../take/context";
import { columnNames, writeDocumentsCsv } from "../take/documents";
import type { GoldenQuery } from "../take/golden";
import { type TakeFile, textFile } from "../take/takeFile";
import { clickhouse } from "./clickhouse";
import type { Engine } from "../take/engines";
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

function readme(context: TakeContext, dialect: Dialect): string {
  const { options, artifacts, bits, n } = context;
  const { words, pivots } = columnNames(context);
  const { dataset, config } = artifacts.result;
  const { space, statistic } = requirePivots(config.structure);
  const usesWords = dialect.data === "documents.parquet";
  const filter =
    options.threshold === null
      ? "none"
      : `pivots ${pivots[0]} to ${pivots[pivots.length - 1]} (${space}, ${statistic}), t = ${options.threshold}`;
  return `# ${dialect.title}: ${dataset.name}, ${bits} bits

${n} documents of \`${dataset.name}\`${artifacts.model === null ? "" : `, vectors by ${artifacts.model}`}. Filter: ${filter}. Then the
${options.limit} nearest by Hamming distance${options.embeddings ? `, then the ${config.k} of the highest cosine` : ""}.

| column | holds |
|---|---|
| \`id\` | number of the document in the data set, from 0 |
${artifacts.hasOwnIds ? "| `doc_id` | its own id |\n" : ""}${usesWords ? `| \`${words[0]}\`${words.length > 1 ? ` to \`${words[words.length - 1]}\`` : ""} | the hash as signed 64-bit words: bit 0 is the sign of \`h0\`; the last word is filled up with zeros |` : `| \`hash\` | the hash, bit 0 first: \`bit(${bits})\` |`}
| \`${pivots[0]}\` to \`${pivots[pivots.length - 1]}\` | distance to each pivot |
${options.embeddings ? "| `embedding` | the vector, of length 1 |\n" : ""}
## Run it

In the folder that holds \`${dialect.data}\`:

${dialect.readme(context).join("\n")}

## Check it

\`queries.sql\` asks ${options.threshold === null ? "the golden queries" : "each golden query with and without the filter"}; \`expected.csv\` says what must come out, rank by rank.

## Your own queries

A query is a vector by the same model, scaled to length 1. Its code and its distances to the pivots
come from \`encode\` of the Python or TypeScript module (export "modules"); \`signed_words\` gives h0, h1, ...;
${statistic === "max" ? "each bound is the query's distance - t and + t." : "each bound is the query's distance - t and + t, and the sum of squares decides."}
Put them where \`query.sql\` has its numbers.
`;
}

/** The folder of one engine, without the documents. */
export function kitTexts(
  dialect: Dialect,
  context: TakeContext,
  queries: readonly GoldenQuery[],
): TakeFile[] {
  const at = (name: string) => `${dialect.engine}/${name}`;
  const first = queries[0];
  const { index } = dialect;
  return [
    textFile(at("README.md"), () => readme(context, dialect)),
    textFile(at("schema.sql"), () => dialect.schema(context)),
    textFile(at("load.sql"), () => dialect.load(context)),
    ...(index ? [textFile(at("index.sql"), () => index(context))] : []),
    ...(first
      ? [textFile(at("query.sql"), () => querySql(first, context, dialect))]
      : []),
    textFile(at("queries.sql"), () => queriesSql(queries, context, dialect)),
    textFile(at("expected.csv"), () => expectedCsv(queries)),
  ];
}

/** `documents.csv`, which the PostgreSQL kits load. */
export function csvFile(context: TakeContext): TakeFile {
  return {
    path: "documents.csv",
    passes: 1,
    write: (sink, rows) => writeDocumentsCsv(sink, rows, context),
  };
}
