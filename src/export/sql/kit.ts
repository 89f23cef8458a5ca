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

function readme(context: KitContext, dialect: Dialect): string {
  const { options, artifacts, text } = context;
  const { dataset, config } = artifacts.result;
  const { limit, embeddings, threshold } = options;
  const columns = artifacts.columns.map(({ name }) => name);
  return text.sqlReadme({
    title: dialect.title(text),
    dataset: dataset.name,
    model: artifacts.model,
    documents: context.n,
    bits: context.bits,
    limit,
    best: embeddings ? config.k : null,
    filter:
      threshold === null
        ? null
        : {
            method: config.structure.method,
            columns,
            facts: Object.values(artifacts.structureFacts),
            t: threshold,
          },
    hasOwnIds: artifacts.hasOwnIds,
    hashWords: dialect.data === "documents.parquet" ? wordNames(context) : null,
    columns,
    stored: storedWords(context),
    data: dialect.data,
    run: dialect.readme(context),
    fold: artifacts.rule && artifacts.rule.fold,
  });
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
