import type { CrossoverPoint, MachineReport } from "./machineReport";
import { formatCount } from "../numeric/format";

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

/** Queries at once, in words. */
function asked(queries: readonly number[]): string {
  const counts = queries.map(formatCount);
  const last = counts.pop() ?? "";
  const list = counts.length > 0 ? `${counts.join(", ")} and ${last}` : last;
  return `${list} ${queries.length === 1 && queries[0] === 1 ? "query" : "queries"}`;
}

/**
 * What the measurements say in words: for each number of queries, the least
 * number of documents from which on the GPU was faster at every measured size.
 * null before anything was measured.
 */
export function crossoverFinding(report: MachineReport): string | null {
  const { crossover, backends } = report;
  if (crossover.length === 0) return null;
  const gpu = backends.find(({ name }) => name === "webgpu");
  const measured = crossover.filter(
    ({ backend, elapsedMs }) => backend === "webgpu" && elapsedMs !== null,
  );
  if (measured.length === 0)
    return gpu?.measured
      ? "The search by hash ran on the CPU at every size: there is no GPU time to compare with."
      : "Only the CPU was measured, so there is nothing to compare it with.";
  const what = report.adapter?.software ? "software GPU" : "GPU";
  const never: number[] = [];
  const sentences: string[] = [];
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
    const from = compared.findLastIndex(({ faster }) => !faster) + 1;
    const first = compared[from];
    if (!first) never.push(queries);
    else
      sentences.push(
        from === 0
          ? `With ${asked([queries])} the ${what} was faster at every size, from ${formatCount(first.documents)} documents on.`
          : `With ${asked([queries])} the ${what} was faster from ${formatCount(first.documents)} documents on.`,
      );
  }
  if (never.length > 0)
    sentences.push(
      sentences.length === 0
        ? `The ${what} was never faster here at the largest size: stay with the CPU.`
        : `With ${asked(never)} it was not.`,
    );
  return sentences.length > 0
    ? sentences.join(" ")
    : "No size was measured on both backends.";
}

/** A measured time with three digits: 0.0253 ms, 1.31 ms, 1.04 s. */
export function formatMeasured(elapsedMs: number): string {
  return elapsedMs < 999.5
    ? `${Number(elapsedMs.toPrecision(3))}\u00a0ms`
    : `${Number((elapsedMs / 1000).toPrecision(3))}\u00a0s`;
}

/** A rate with the prefix of large numbers: 1.2 M documents/s. */
export function formatLargeRate(perSecond: number, unit: string): string {
  const steps = [
    { from: 1e9, name: "G" },
    { from: 1e6, name: "M" },
  ];
  const step = steps.find(({ from }) => perSecond >= from);
  const digits = (value: number) =>
    value >= 100 ? formatCount(value) : String(Number(value.toPrecision(3)));
  const amount = step
    ? `${digits(perSecond / step.from)}\u00a0${step.name}`
    : digits(perSecond);
  return `${amount}\u00a0${unit}/s`;
}
