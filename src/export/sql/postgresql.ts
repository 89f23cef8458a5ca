import { csvColumns } from "../kits/documents";
import { type KitContext, textColumns } from "../kits/context";
import { storedWords } from "../kits/storedWords";
import {
  binaryOfHex,
  columnList,
  commands,
  comment,
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

const psql = (folder: string, { text }: KitContext, hasIndex: boolean) =>
  commands([
    `psql -d yours -f ${folder}/schema.sql`,
    `psql -d yours -f ${folder}/load.sql`,
    ...(hasIndex
      ? [
          `psql -d yours -f ${folder}/index.sql   # ${text.engines.postgresql.optional}`,
        ]
      : []),
    `psql -d yours -f ${folder}/query.sql`,
  ]);

/** At the head of what psql runs. */
const runByPsql = ({ text }: KitContext) =>
  comment(text.sql.runBy(["psql"], "documents.csv"));

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
  title: ({ engines }) => engines.postgresql.title,
  distance: ({ hex }, { bits }) =>
    `bit_count(hash # B'${binaryOfHex(hex, bits)}')::int`,
  cosine: (column, vector) =>
    `(SELECT sum(a::float8 * b) / sqrt(sum(a::float8 * a) * sum(b::float8 * b)) FROM unnest(${column}, '{${vector.join(",")}}'::real[]) AS pair(a, b))`,
  schema: (context) => createTable(context, "real[]"),
  load: (context) => `${runByPsql(context)}${copyFrom("documents", context)}
ANALYZE documents;
`,
  index: (context) => {
    const { columns } = context.artifacts;
    if (columns.length === 0) return null;
    return `${comment(context.text.sql.indexOfColumns(storedWords(context).one))}${columns.map(({ name }) => `CREATE INDEX ON documents (${name});`).join("\n")}
ANALYZE documents;
`;
  },
  readme: (context) =>
    `${psql("postgresql", context, context.artifacts.columns.length > 0)}

${context.text.engines.postgresql.version}`,
};

/** pgvector 0.7 and later: `<~>` on bit. */
export const pgvector: Dialect = {
  ...common,
  engine: "pgvector",
  title: ({ engines }) => engines.pgvector.title,
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
    return `${runByPsql(context)}CREATE TEMPORARY TABLE staged (
${columnList(columns(context, "real[]"))}
);
${copyFrom("staged", context)}
INSERT INTO documents (${names.join(", ")})
SELECT ${chosen.join(", ")} FROM staged;
DROP TABLE staged;
ANALYZE documents;
`;
  },
  index: ({
    text,
  }) => `${comment(text.sql.approximate("hash <~> B'...'", "queries.sql"))}CREATE INDEX ON documents USING hnsw (hash bit_hamming_ops);
`,
  readme: (context) =>
    `${psql("pgvector", context, true)}

${context.text.engines.pgvector.exact}`,
};
