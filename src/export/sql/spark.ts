import { wordNames } from "../kits/documents";
import { type KitContext, textColumns } from "../kits/context";
import {
  columnList,
  commands,
  comment,
  type Dialect,
  signedWordsOfHex,
  storedColumns,
} from "./dialect";

const columnTypes = { u8: "INT", u16: "INT", f32: "FLOAT" } as const;

function columns(context: KitContext): (readonly [string, string])[] {
  const { options, artifacts } = context;
  return [
    ["id", "BIGINT"],
    ...textColumns(context).map((name) => [name, "STRING"] as const),
    ["hash", "STRING"],
    ...wordNames(context).map((name) => [name, "BIGINT"] as const),
    ...storedColumns(artifacts.columns, columnTypes),
    ...(options.embeddings ? ([["embedding", "ARRAY<FLOAT>"]] as const) : []),
  ];
}

/** Spark SQL 3.x and 4.x. */
export const spark: Dialect = {
  engine: "spark",
  title: () => "Spark SQL",
  data: "documents.parquet",
  distance: ({ hex }) =>
    signedWordsOfHex(hex)
      .map((word, i) => `bit_count(h${i} ^ CAST('${word}' AS BIGINT))`)
      .join(" + "),
  cosine: (column, vector) => {
    const norm = Math.hypot(...vector);
    const unit = Array.from(vector, (value) => `${value / norm}D`).join(", ");
    const dot = (other: string) =>
      `aggregate(zip_with(${column}, ${other}, (a, b) -> CAST(a AS DOUBLE) * b), 0D, (sum, x) -> sum + x)`;
    return `${dot(`array(${unit})`)} / sqrt(${dot(column)})`;
  },
  double: (value) => `CAST('${value}' AS DOUBLE)`,
  integer: (column) => column,
  float: (expression) => `CAST(${expression} AS FLOAT)`,
  schema: (
    context,
  ) => `${comment(context.text.sql.runInFolderOrAddress("documents.parquet"))}CREATE TABLE documents (
${columnList(columns(context))}
)
USING PARQUET;
`,
  load: (context) => {
    const names = columns(context).map(([name]) => name);
    return `INSERT INTO documents
SELECT ${names.join(", ")} FROM parquet.\`documents.parquet\`;
`;
  },
  index: () => null,
  readme({ artifacts, text }) {
    const { spark } = text.engines;
    const notes = [
      spark.signed,
      ...artifacts.columns.slice(0, 1).map(({ name }) => spark.cluster(name)),
    ];
    return `${commands(
      ["schema", "load", "query"].map(
        (name) => `spark-sql -f spark/${name}.sql`,
      ),
    )}

${notes.join("\n")}`;
  },
};
