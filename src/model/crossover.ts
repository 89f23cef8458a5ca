import type { CrossoverPoint, MachineReport } from "./machineReport";

/** One line of the crossover chart: a backend asked so many queries at once. */
export interface CrossoverLine {
  readonly backend: CrossoverPoint["backend"];
  readonly queries: number;
  readonly points: readonly {
    /** Documents x queries. */
    readonly work: number;
    readonly documents: number;
    readonly elapsedMs: number;
  }[];
}

/** The lines of the crossover chart, by backend and then by queries. */
export function crossoverLines(
  points: readonly CrossoverPoint[],
): readonly CrossoverLine[] {
  const lines = new Map<
    string,
    {
      backend: CrossoverPoint["backend"];
      queries: number;
      points: { work: number; documents: number; elapsedMs: number }[];
    }
  >();
  for (const { backend, queries, documents, elapsedMs } of points) {
    if (elapsedMs === null) continue;
    const key = `${backend} ${queries}`;
    const line = lines.get(key) ?? { backend, queries, points: [] };
    line.points.push({ work: documents * queries, documents, elapsedMs });
    lines.set(key, line);
  }
  return [...lines.values()].sort(
    (a, b) => a.backend.localeCompare(b.backend) || a.queries - b.queries,
  );
}

/** What the measurements say of the GPU beside the CPU. */
export type CrossoverFinding =
  /** Every search of the GPU's turn ran on the CPU. */
  | { readonly kind: "gpu-without-times" }
  | { readonly kind: "cpu-only" }
  | { readonly kind: "no-common-size" }
  | {
      readonly kind: "compared";
      readonly software: boolean;
      /** Where the GPU was faster from a size on, by queries at once. */
      readonly faster: readonly {
        readonly queries: number;
        readonly documents: number;
        /** From the smallest size that was measured. */
        readonly everySize: boolean;
      }[];
      /** Queries at once with which it was not, at the largest size. */
      readonly never: readonly number[];
    };

/**
 * For each number of queries, the least number of documents from which on the
 * GPU was faster at every measured size; null before anything was measured.
 */
export function crossoverFinding(
  report: MachineReport,
): CrossoverFinding | null {
  const { crossover, backends } = report;
  if (crossover.length === 0) return null;
  const gpu = backends.find(({ name }) => name === "webgpu");
  const measured = crossover.filter(
    ({ backend, elapsedMs }) => backend === "webgpu" && elapsedMs !== null,
  );
  if (measured.length === 0)
    return { kind: gpu?.measured ? "gpu-without-times" : "cpu-only" };
  const never: number[] = [];
  const faster: { queries: number; documents: number; everySize: boolean }[] =
    [];
  const queryCounts = [...new Set(measured.map(({ queries }) => queries))];
  for (const queries of queryCounts.sort((a, b) => a - b)) {
    const compared = measured
      .filter((point) => point.queries === queries)
      .flatMap(({ documents, elapsedMs }) => {
        const other = crossover.find(
          (point) =>
            point.backend !== "webgpu" &&
            point.queries === queries &&
            point.documents === documents,
        );
        return other?.elapsedMs == null || elapsedMs === null
          ? []
          : [{ documents, faster: elapsedMs < other.elapsedMs }];
      })
      .sort((a, b) => a.documents - b.documents);
    if (compared.length === 0) continue;
    const from = compared.findLastIndex((size) => !size.faster) + 1;
    const first = compared[from];
    if (!first) never.push(queries);
    else
      faster.push({
        queries,
        documents: first.documents,
        everySize: from === 0,
      });
  }
  if (faster.length === 0 && never.length === 0)
    return { kind: "no-common-size" };
  const software = report.adapter?.software ?? false;
  return { kind: "compared", software, faster, never };
}
