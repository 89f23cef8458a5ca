import { wordNames } from "../kits/documents";
import { type KitContext, textColumns } from "../kits/context";
import { storedWords } from "../kits/storedWords";
import {
  columnList,
  type Dialect,
  signedWordsOfHex,
  storedColumns,
} from "./dialect";

const double = (value: number) => `CAST(${value} AS DOUBLE)`;

const columnTypes = { u8: "UTINYINT", u16: "USMALLINT", f32: "FLOAT" } as const;

function columns(context: KitContext): (readonly [string, string])[] {
  const { options, dim, artifacts } = context;
  return [
    ["id", "BIGINT PRIMARY KEY"],
    ...textColumns(context).map((name) => [name, "VARCHAR"] as const),
    ...wordNames(context).map((name) => [name, "BIGINT"] as const),
    ...storedColumns(artifacts.columns, columnTypes),
    ...(options.embeddings ? ([["embedding", `FLOAT[${dim}]`]] as const) : []),
  ];
}

/** DuckDB 1.x. */
export const duckdb: Dialect = {
  engine: "duckdb",
  title: "DuckDB",
  data: "documents.parquet",
  // bit_count answers an 8-bit number: two of them overflow when they are added.
  distance: ({ hex }) =>
    signedWordsOfHex(hex)
      .map(
        (word, i) =>
          `bit_count(xor(h${i}, CAST('${word}' AS BIGINT)))::INTEGER`,
      )
      .join(" + "),
  cosine: (column, vector) =>
    `array_cosine_similarity(${column}, [${vector.join(", ")}]::FLOAT[${vector.length}])`,
  double,
  integer: (column) => `CAST(${column} AS INTEGER)`,
  float: (expression) => `CAST(${expression} AS FLOAT)`,
  schema: (context) => `CREATE TABLE documents (
${columnList(columns(context))}
);
`,
  load: (context) => `-- Run this in the folder of documents.parquet.
INSERT INTO documents
SELECT ${columns(context)
    .map(([name]) => name)
    .join(", ")}
FROM read_parquet('documents.parquet');
`,
  index: () => null,
  readme: (context) => [
    "```sh",
    "duckdb documents.duckdb < duckdb/schema.sql",
    "duckdb documents.duckdb < duckdb/load.sql",
    "duckdb documents.duckdb < duckdb/query.sql",
    "```",
    "",
    "Without a table, straight from the file: put this line before a query.",
    "",
    "```sql",
    "CREATE VIEW documents AS SELECT * FROM read_parquet('documents.parquet');",
    "```",
    "",
    ...(context.options.embeddings
      ? [
          "(For `query.sql` the view also needs the vectors as an array of fixed size:",
          `\`SELECT * REPLACE (embedding::FLOAT[${context.dim}] AS embedding)\`.)`,
          "",
        ]
      : []),
    ...(context.artifacts.columns.length === 0
      ? [
          "`bit_count` of a BIGINT is an 8-bit number, so each term is cast before it is added.",
        ]
      : [
          "`bit_count` of a BIGINT is an 8-bit number, so each term is cast before it is added;",
          `${storedWords(context).many} are unsigned, so compare them by BETWEEN, not by their difference.`,
        ]),
  ],
};
