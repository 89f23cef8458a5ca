import { type CsvCell, csvText } from "../formats/csv";
import { sqlConditions } from "../../search/rule/sql";
import type { KitContext } from "../kits/context";
import { storedWords } from "../kits/storedWords";
import type { GoldenQuery } from "../kits/golden";
import { comment, type Dialect } from "./dialect";

/** The filter, and the document that is left out. */
function conditions(
  query: GoldenQuery,
  context: KitContext,
  dialect: Dialect,
  filtered: boolean,
): string {
  const { rule, columns } = context.artifacts;
  const t = context.options.threshold;
  const all =
    filtered && rule && t !== null && query.bounds
      ? sqlConditions(
          { rule, columns, query: query.values, t },
          query.bounds,
          dialect,
        )
      : [];
  if (query.leftOut !== null) all.push(`id <> ${query.leftOut}`);
  return all.length === 0 ? "" : `WHERE ${all.join("\n  AND ")}\n`;
}

/** Ranks by (Hamming distance, id), among those that the filter keeps. */
export function rankSql(
  query: GoldenQuery,
  context: KitContext,
  dialect: Dialect,
  { filtered, limit }: { readonly filtered: boolean; readonly limit: number },
): string {
  return `SELECT id, ${dialect.distance(query, context)} AS distance
FROM documents
${conditions(query, context, dialect, filtered)}ORDER BY distance, id
LIMIT ${limit}`;
}

/** The whole search: filter, rank, and the k best of the candidates by their true cosine. */
function searchSql(
  query: GoldenQuery,
  context: KitContext,
  dialect: Dialect,
): string {
  const { options, artifacts, text } = context;
  const candidates = rankSql(query, context, dialect, {
    filtered: options.threshold !== null,
    limit: options.limit,
  });
  if (!options.embeddings)
    return `${candidates};

${comment(text.sql.vectorsLeftOut(artifacts.result.config.k))}`;
  const indented = candidates.replaceAll("\n", "\n  ");
  return `WITH candidates AS (
  ${indented}
)
SELECT c.id, c.distance, ${dialect.cosine("d.embedding", query.vector)} AS cosine
FROM candidates c
JOIN documents d ON d.id = c.id
ORDER BY cosine DESC, c.id
LIMIT ${artifacts.result.config.k};
`;
}

const nameOf = ({ kind, id }: GoldenQuery) => `${kind} ${id}`;

/** `query.sql`: one search with the bounds filled in. */
export function querySql(
  query: GoldenQuery,
  context: KitContext,
  dialect: Dialect,
): string {
  const { options, text, artifacts } = context;
  const { threshold, limit, embeddings } = options;
  const filter =
    threshold === null
      ? text.sql.noFilter
      : storedWords(context).filter(
          threshold,
          artifacts.columns.map(({ name }) => name),
        );
  const head = [
    text.sql.nearest(nameOf(query)),
    filter,
    text.sql.ranked(limit, embeddings),
  ];
  return head.map(comment).join("") + searchSql(query, context, dialect);
}

/** `queries.sql`: every golden query with and without the filter, one statement each. */
export function queriesSql(
  queries: readonly GoldenQuery[],
  context: KitContext,
  dialect: Dialect,
): string {
  const statements = queries.flatMap((query) =>
    (query.filtered ? [false, true] : [false]).map((filtered) => {
      // An empty answer is an answer: the statement must find nothing.
      const limit = Math.max(1, query.all.ids.length);
      return `-- query ${query.index} (${nameOf(query)}), ${filtered ? "filtered" : "all"}
${rankSql(query, context, dialect, { filtered, limit })};
`;
    }),
  );
  return statements.join("\n");
}

/** `expected.csv`: what queries.sql must find. */
export function expectedCsv(queries: readonly GoldenQuery[]): string {
  const records: CsvCell[][] = [["query", "answer", "rank", "id", "distance"]];
  for (const { index, all, filtered } of queries)
    for (const [name, answer] of [
      ["all", all],
      ["filtered", filtered],
    ] as const)
      answer?.ids.forEach((id, rank) =>
        records.push([index, name, rank + 1, id, answer.distances[rank]]),
      );
  return csvText(records, { lineEnd: "\n" });
}
