import { csvColumns } from "../kits/documents";
import { type KitContext, textColumns } from "../kits/context";
import { storedWords } from "../kits/storedWords";
import {
  binaryOfHex,
  columnList,
  type Dialect,
  storedColumns,
} from "./dialect";

const double = (value: number) => `'${value}'::double precision`;

const columnTypes = {
  u8: "smallint NOT NULL",
  u16: "smallint NOT NULL",
  f32: "real NOT NULL",
} as const;

function columns(
  context: KitContext,
  vectorType: string,
): (readonly [string, string])[] {
  const { options, bits, artifacts } = context;
  return [
    ["id", "bigint PRIMARY KEY"],
    ...textColumns(context).map((name) => [name, "text"] as const),
    ["hash", `bit(${bits}) NOT NULL`],
    ...storedColumns(artifacts.columns, columnTypes),
    ...(options.embeddings ? ([["embedding", vectorType]] as const) : []),
  ];
}

const createTable = (context: KitContext, vectorType: string) =>
  `CREATE TABLE documents (
${columnList(columns(context, vectorType))}
);
`;

const copyFrom = (table: string, context: KitContext) =>
  `\\copy ${table} (${csvColumns(context).join(", ")}) FROM 'documents.csv' WITH (FORMAT csv, HEADER true)`;

const commands = (folder: string, index: boolean) => [
  "```sh",
  `psql -d yours -f ${folder}/schema.sql`,
  `psql -d yours -f ${folder}/load.sql`,
  ...(index ? [`psql -d yours -f ${folder}/index.sql   # optional`] : []),
  `psql -d yours -f ${folder}/query.sql`,
  "```",
];

const common = {
  data: "documents.csv",
  double,
  integer: (column: string) => `${column}::int`,
  float: (expression: string) => `(${expression})::real`,
} as const;

/** PostgreSQL 14 and later as they are: bit_count of a bit string. */
export const postgresql: Dialect = {
  ...common,
  engine: "postgresql",
  title: "PostgreSQL without extensions",
  distance: ({ hex }, { bits }) =>
    `bit_count(hash # B'${binaryOfHex(hex, bits)}')::int`,
  cosine: (column, vector) =>
    `(SELECT sum(a::float8 * b) / sqrt(sum(a::float8 * a) * sum(b::float8 * b)) FROM unnest(${column}, '{${vector.join(",")}}'::real[]) AS pair(a, b))`,
  schema: (context) => createTable(context, "real[]"),
  load: (context) => `-- Run this with psql in the folder of documents.csv.
${copyFrom("documents", context)}
ANALYZE documents;
`,
  index: (context) => {
    const { columns } = context.artifacts;
    if (columns.length === 0) return null;
    return `-- Lets the planner read only a range of one ${storedWords(context).one}.
${columns.map(({ name }) => `CREATE INDEX ON documents (${name});`).join("\n")}
ANALYZE documents;
`;
  },
  readme: ({ artifacts }) => [
    ...commands("postgresql", artifacts.columns.length > 0),
    "",
    "`bit_count` of a bit string needs PostgreSQL 14 or later.",
  ],
};

/** pgvector 0.7 and later: `<~>` on bit. */
export const pgvector: Dialect = {
  ...common,
  engine: "pgvector",
  title: "PostgreSQL with pgvector",
  distance: ({ hex }, { bits }) =>
    `(hash <~> B'${binaryOfHex(hex, bits)}')::int`,
  cosine: (column, vector) => `1 - (${column} <=> '[${vector.join(",")}]')`,
  schema: (context) => `CREATE EXTENSION IF NOT EXISTS vector;
${createTable(context, `vector(${context.dim})`)}`,
  load: (context) => {
    const names = csvColumns(context);
    if (!context.options.embeddings) return postgresql.load(context);
    const chosen = names.map((name) =>
      name === "embedding" ? `embedding::vector(${context.dim})` : name,
    );
    return `-- Run this with psql in the folder of documents.csv.
CREATE TEMPORARY TABLE staged (
${columnList(columns(context, "real[]"))}
);
${copyFrom("staged", context)}
INSERT INTO documents (${names.join(", ")})
SELECT ${chosen.join(", ")} FROM staged;
DROP TABLE staged;
ANALYZE documents;
`;
  },
  index:
    () => `-- Approximate from here on: an hnsw index answers when a query orders by
-- hash <~> B'...' itself, without a cast. queries.sql stays exact.
CREATE INDEX ON documents USING hnsw (hash bit_hamming_ops);
`,
  readme: () => [
    ...commands("pgvector", true),
    "",
    "`query.sql` and `queries.sql` are exact: they order by the distance as a whole number, which no",
    "index answers. For an approximate search with the hnsw index of `index.sql`, order by",
    "`hash <~> B'...'` alone and raise `hnsw.ef_search` to the number of candidates at least.",
  ],
};
