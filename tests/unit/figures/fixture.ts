import { sentenceOf } from "../words/textOf";
import { compare } from "../../../src/figures/compare";
import { crossover } from "../../../src/figures/crossover";
import type { Figure } from "../../../src/figures/figure";
import { runFigures } from "../../../src/figures/registry";
import type { FigureInput } from "../../../src/figures/figureInput";
import type { MachineReport } from "../../../src/model/machineReport";
import type { RunRecord } from "../../../src/model/run/record";
import { languages } from "../../../src/words/languages";
import {
  openSmall,
  quietCall,
  type Session,
  smallConfig,
} from "../worker/support";

export const words = languages.en.figures;

const setting = { threshold: 3, limit: 20 };

/** A real run on the small set with all that its figures are read from, and the run as it is kept. */
export async function smallRun(
  change: Parameters<Session["run"]>[0] = {},
): Promise<{
  readonly input: FigureInput;
  readonly record: RunRecord;
}> {
  const session = await openSmall();
  const view = await session.run(
    { ...smallConfig, thresholds: [2, 3], limits: [5, 20], ...change },
    quietCall(),
  );
  const { threshold, limit } = setting;
  const diagnostics = await session.diagnostics({ threshold }, quietCall());
  const sweep = await session.pivotSweep(
    { threshold, limit, k: view.k },
    quietCall(),
  );
  const snapshot = await session.snapshot(null, quietCall());
  return {
    input: {
      view,
      setting,
      diagnostics,
      sweep,
      model: "sentence-transformers/all-MiniLM-L6-v2",
    },
    record: {
      ...snapshot,
      schema: "bitsieve.record/1",
      id: "1",
      name: "small set",
      createdAt: "2026-11-25T00:00:00.000Z",
      pinned: true,
      source: null,
    },
  };
}

/** Times of two backends, which cross. */
export const machineReport: MachineReport = {
  schema: "bitsieve.machine/1",
  version: "0",
  measuredAt: "2026-11-25T00:00:00.000Z",
  userAgent: "",
  threads: 2,
  crossOriginIsolated: true,
  adapter: null,
  backends: [
    { name: "cpu", label: "CPU", measured: true, reason: null },
    { name: "webgpu", label: "GPU", measured: true, reason: null },
  ],
  rates: [],
  crossover: [1_000, 10_000, 100_000].flatMap((documents) =>
    [1, 100].flatMap((queries) => [
      {
        documents,
        queries,
        backend: "cpu" as const,
        elapsedMs: (documents * queries) / 20_000,
        reason: null,
      },
      {
        documents,
        queries,
        backend: "webgpu" as const,
        elapsedMs: queries === 100 && documents === 100_000 ? null : 4,
        reason:
          queries === 100 && documents === 100_000
            ? { name: "machine.failed", params: { detail: "out of memory" } }
            : null,
      },
    ]),
  ),
};

/** Every figure that there is, on the small run. */
export async function allFigures(): Promise<readonly Figure[]> {
  const { input, record } = await smallRun();
  const { record: other } = await smallRun({ pivots: { count: 2 } });
  const others = [
    compare(
      {
        runs: [record, { ...other, id: "2", name: "two pivots" }],
        limit: 20,
      },
      words,
    ),
    crossover(
      {
        report: machineReport,
        titleOf: (name) => name.toUpperCase(),
        reasonOf: sentenceOf,
      },
      words,
    ),
  ];
  return [
    ...Object.values(runFigures).flatMap(({ make }) => make(input, words)),
    ...others.filter((figure) => figure !== null),
  ];
}
