import { wordNames } from "../kits/documents";
import { type KitContext, textColumns } from "../kits/context";
import { storedWords } from "../kits/storedWords";
import {
  columnList,
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
    ? `-- Sorted by a ${storedWords(context).one}: a range of it skips whole blocks of rows.
ORDER BY (${first.name}, id)`
    : "ORDER BY id";
}

/** ClickHouse 23 and later, on one server or on a cluster. */
export const clickhouse: Dialect = {
  engine: "clickhouse",
  title: "ClickHouse",
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
    return `-- Run this with clickhouse-client or clickhouse-local in the folder of documents.parquet.
INSERT INTO documents (${names.join(", ")})
SELECT ${names.join(", ")} FROM file('documents.parquet', 'Parquet');
`;
  },
  index: () => null,
  readme: () => [
    "```sh",
    "clickhouse-local --path ./store --queries-file clickhouse/schema.sql",
    "clickhouse-local --path ./store --queries-file clickhouse/load.sql",
    "clickhouse-local --path ./store --queries-file clickhouse/query.sql",
    "```",
    "",
    "`file()` reads on the server and only below its `user_files_path`. From a client send the file instead:",
    "",
    "```sh",
    'clickhouse-client --query "INSERT INTO documents FORMAT Parquet" < documents.parquet',
    "```",
    "",
    "(That form takes the columns by their names and leaves out `hash`; set",
    "`input_format_skip_unknown_fields = 1`, which is the default for Parquet.)",
    "",
    "On a cluster make the table with `ENGINE = Distributed(cluster, database, documents, cityHash64(id))`",
    "over local tables of this schema; the queries stay as they are: each shard filters, ranks and",
    "cuts to LIMIT its own rows, and the initiator merges those.",
  ],
};
