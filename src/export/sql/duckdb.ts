import { wordNames } from "../kits/documents";
import { type KitContext, textColumns } from "../kits/context";
import { storedWords } from "../kits/storedWords";
import {
  columnList,
  commands,
  comment,
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
  title: () => "DuckDB",
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
  load: (
    context,
  ) => `${comment(context.text.sql.runInFolder("documents.parquet"))}INSERT INTO documents
SELECT ${columns(context)
    .map(([name]) => name)
    .join(", ")}
FROM read_parquet('documents.parquet');
`,
  index: () => null,
  readme(context) {
    const { duckdb } = context.text.engines;
    const { artifacts, dim, options } = context;
    const hasColumns = artifacts.columns.length > 0;
    return [
      commands(
        ["schema", "load", "query"].map(
          (name) => `duckdb documents.duckdb < duckdb/${name}.sql`,
        ),
      ),
      duckdb.withoutTable,
      `\`\`\`sql
CREATE VIEW documents AS SELECT * FROM read_parquet('documents.parquet');
\`\`\``,
      ...(options.embeddings
        ? [
            duckdb.fixedSize(
              "query.sql",
              `SELECT * REPLACE (embedding::FLOAT[${dim}] AS embedding)`,
            ),
          ]
        : []),
      duckdb.casts(hasColumns ? storedWords(context).many : null),
    ].join("\n\n");
  },
};
