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

const columnTypes = { u8: "UInt8", u16: "UInt16", f32: "Float32" } as const;

function columns(context: KitContext): (readonly [string, string])[] {
  const { options, artifacts } = context;
  return [
    ["id", "Int64"],
    ...textColumns(context).map((name) => [name, "String"] as const),
    ...wordNames(context).map((name) => [name, "Int64"] as const),
    ...storedColumns(artifacts.columns, columnTypes),
    ...(options.embeddings ? ([["embedding", "Array(Float32)"]] as const) : []),
  ];
}

/** The rows' order on the disk. */
function order(context: KitContext): string {
  const [first] = context.artifacts.columns;
  return first
    ? `${comment(context.text.sql.sortedBy(storedWords(context).one))}ORDER BY (${first.name}, id)`
    : "ORDER BY id";
}

/** ClickHouse 23 and later, on one server or on a cluster. */
export const clickhouse: Dialect = {
  engine: "clickhouse",
  title: () => "ClickHouse",
  data: "documents.parquet",
  distance: ({ hex }) =>
    signedWordsOfHex(hex)
      .map((word, i) => `bitCount(bitXor(h${i}, toInt64('${word}')))`)
      .join(" + "),
  cosine: (column, vector) =>
    `1 - cosineDistance(${column}, [${vector.join(", ")}])`,
  double: (value) => `toFloat64(${value})`,
  integer: (column) => `toInt32(${column})`,
  float: (expression) => `toFloat32(${expression})`,
  schema: (context) => `CREATE TABLE documents (
${columnList(columns(context))}
)
ENGINE = MergeTree
${order(context)};
`,
  load: (context) => {
    const names = columns(context).map(([name]) => name);
    return `${comment(context.text.sql.runBy(["clickhouse-client", "clickhouse-local"], "documents.parquet"))}INSERT INTO documents (${names.join(", ")})
SELECT ${names.join(", ")} FROM file('documents.parquet', 'Parquet');
`;
  },
  index: () => null,
  readme({ text }) {
    const { clickhouse } = text.engines;
    return [
      commands(
        ["schema", "load", "query"].map(
          (name) =>
            `clickhouse-local --path ./store --queries-file clickhouse/${name}.sql`,
        ),
      ),
      clickhouse.onServer,
      commands([
        'clickhouse-client --query "INSERT INTO documents FORMAT Parquet" < documents.parquet',
      ]),
      clickhouse.byName,
      clickhouse.cluster(
        "ENGINE = Distributed(cluster, database, documents, cityHash64(id))",
      ),
    ].join("\n\n");
  },
};
