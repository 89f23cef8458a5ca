/** What the README of a kit says of its engine, beside the commands. */
export const engines = {
  duckdb: {
    withoutTable:
      "Without a table, straight from the file: put this line before a query.",
    fixedSize: (query: string, change: string) =>
      `(For \`${query}\` the view also needs the vectors as an array of fixed size:
\`${change}\`.)`,
    /** `stored` names the values of the structure's columns; null: there are none. */
    casts: (stored: string | null) =>
      stored === null
        ? "`bit_count` of a BIGINT is an 8-bit number, so each term is cast before it is added."
        : `\`bit_count\` of a BIGINT is an 8-bit number, so each term is cast before it is added;
${stored} are unsigned, so compare them by BETWEEN, not by their difference.`,
  },
  clickhouse: {
    onServer:
      "`file()` reads on the server and only below its `user_files_path`. From a client send the file instead:",
    byName: `(That form takes the columns by their names and leaves out \`hash\`; set
\`input_format_skip_unknown_fields = 1\`, which is the default for Parquet.)`,
    cluster: (engine: string) =>
      `On a cluster make the table with \`${engine}\`
over local tables of this schema; the queries stay as they are: each shard filters, ranks and
cuts to LIMIT its own rows, and the initiator merges those.`,
  },
  postgresql: {
    title: "PostgreSQL without extensions",
    optional: "optional",
    version: "`bit_count` of a bit string needs PostgreSQL 14 or later.",
  },
  pgvector: {
    title: "PostgreSQL with pgvector",
    exact: `\`query.sql\` and \`queries.sql\` are exact: they order by the distance as a whole number, which no
index answers. For an approximate search with the hnsw index of \`index.sql\`, order by
\`hash <~> B'...'\` alone and raise \`hnsw.ef_search\` to the number of candidates at least.`,
  },
  spark: {
    signed: `The words are signed on purpose: Spark has no unsigned 64-bit type and would read one as DECIMAL,
which has no \`^\`.`,
    cluster: (column: string) =>
      `On a cluster store the table as Parquet or Delta, sorted within files by \`${column}\`: the bounds then
skip row groups by their statistics.`,
  },
};
