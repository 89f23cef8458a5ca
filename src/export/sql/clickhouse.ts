import { bytesPerPivotDistance } from "../../search/structure/pivots/bytes";
import { columnNames } from "../take/documents";
import { type TakeContext, textColumns } from "../take/context";
import { columnList, type Dialect, signedWordsOfHex } from "./dialect";

function distanceType({ bits, filter }: TakeContext): string {
  if (filter.space !== "hamming") return "Float32";
  return bytesPerPivotDistance(bits, "hamming") === 1 ? "UInt8" : "UInt16";
}

function columns(context: TakeContext): (readonly [string, string])[] {
  const { options } = context;
  const names = columnNames(context);
  return [
    ["id", "Int64"],
    ...textColumns(context).map((name) => [name, "String"] as const),
    ...names.words.map((name) => [name, "Int64"] as const),
    ...names.pivots.map((name) => [name, distanceType(context)] as const),
    ...(options.embeddings ? ([["embedding", "Array(Float32)"]] as const) : []),
  ];
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
-- Sorted by a pivot: a range of it skips whole blocks of rows.
ORDER BY (p0, id);
`,
  load: (context) => {
    const names = columns(context).map(([name]) => name);
    return `-- Run this with clickhouse-client or clickhouse-local in the folder of documents.parquet.
INSERT INTO documents (${names.join(", ")})
SELECT ${names.join(", ")} FROM file('documents.parquet', 'Parquet');
`;
  },
  index: null,
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
