import type { KitKind } from "../../model/artifacts";

/** The engines that a kit is written for and that the tests run. */
export const engines = [
  "duckdb",
  "pgvector",
  "postgresql",
  "clickhouse",
  "spark",
] as const satisfies readonly KitKind[];

export type Engine = (typeof engines)[number];

export function isEngine(kind: string): kind is Engine {
  return engines.some((engine) => engine === kind);
}

/** Kinds that hold the vectors unless asked not to: their searches end with the true cosine. */
export function holdsVectors(kind: string): boolean {
  return isEngine(kind) || kind === "parquet" || kind === "zip";
}
