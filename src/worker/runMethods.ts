import type { Handlers } from "../channel/serve";
import type { Progress } from "../model/stages";
import type { ComputeBackend } from "../compute/backend";
import { measurePrecision } from "../evaluate/precision";
import { filterRecallPerQuery, stepOfThreshold } from "../evaluate/rows";
import { ConfigError } from "../model/configError";
import type { Dataset } from "./dataset";
import { diagnose } from "./diagnose";
import type {
  PivotSweepPoint,
  QueriesRequest,
  QueryPage,
  QueryRow,
  SettingRequest,
} from "../model/evaluationReports";
import type { WorkerMethods } from "./messages";
import type { RunState } from "./pipeline";
import { prefixSurface } from "./prefixSurface";
import { type CallContext, stageContext } from "./progress";
import type { RepeatInput } from "./repeats";
import { repeatOverSeeds } from "./repeats";
import {
  atFilterRecall95,
  bytesPerDocument,
  describeRun,
  divisorOf,
  readCurve,
  readerOf,
  titleOfQuery,
} from "./describeRun";
import { perQueryValues } from "./perQueryValues";
import { copySurface, perQueryRows } from "./copySurface";
import { version } from "./version";
import type { DeviceInfo } from "../model/deviceInfo";

/** The last run with what it ran on. */
export interface FinishedRun extends Omit<RepeatInput, "call"> {
  readonly state: RunState;
  readonly dataset: Dataset;
  readonly backend: ComputeBackend;
  readonly device: DeviceInfo;
}

type RunMethod =
  | "report"
  | "precision"
  | "queries"
  | "pivotSweep"
  | "repeats"
  | "diagnostics"
  | "snapshot"
  | "perQuery"
  | "surface";

type RunMethods = Handlers<Pick<WorkerMethods, RunMethod>, Progress>;

/** What can be asked of a finished run without running again. */
export function createRunMethods(requireRun: () => FinishedRun): RunMethods {
  return {
    async report(request, call) {
      const { state, backend } = requireRun();
      checkCounts("limits", request.limits);
      checkPart("k", request.k, state.config.k);
      checkPart("pivots", request.pivots, state.structure.parts);
      const { pivots = state.structure.parts } = request;
      const surface = await prefixSurface(
        state,
        pivots,
        backend,
        sweepContext(call),
      );
      return readCurve(state, request, surface);
    },

    async precision(request) {
      const { state } = requireRun();
      const setting = checkSetting(request, state);
      return measurePrecision(state.surface, readerOf(state), {
        ...setting,
        divisor: divisorOf(state),
        census: state.config.queries.census,
      });
    },

    async queries(request) {
      const { state, dataset } = requireRun();
      return pageOfQueries(request, state, dataset);
    },

    async pivotSweep(request, call) {
      const { state, backend } = requireRun();
      return sweepParts(request, state, backend, call);
    },

    async repeats(request, call) {
      const run = requireRun();
      checkSetting(request, run.state);
      return repeatOverSeeds(request, { ...run, call });
    },

    async diagnostics({ threshold }, call) {
      const { state, backend } = requireRun();
      return diagnose(state, backend, threshold, call);
    },

    perQuery: async () => perQueryRows(requireRun().state),

    surface: async () => copySurface(requireRun().state),

    async snapshot() {
      const { state, dataset, device } = requireRun();
      const { config } = state;
      return {
        result: describeRun(state, dataset, device, version),
        curve: readCurve(state, { limits: config.limits }).curve,
        bytesPerDocument: bytesPerDocument(state),
        perQuery: perQueryValues(state.surface, readerOf(state), {
          limits: config.limits,
          reported: config.thresholds,
        }),
        model: dataset.info.model,
      };
    },
  };
}

/** Whole numbers from 1 on. */
export function checkCounts(name: string, counts: readonly number[]): void {
  const wrong = counts.find(
    (count) => !Number.isSafeInteger(count) || count < 1,
  );
  if (wrong !== undefined)
    throw new ConfigError("config.no-count", { name, value: wrong });
}

/** A part of what the run computed, where one is asked for. */
function checkPart(name: string, part: number | undefined, whole: number) {
  if (part === undefined) return;
  checkCounts(name, [part]);
  if (part > whole)
    throw new ConfigError("config.part-above-whole", { name, part, whole });
}

function checkSetting(
  { threshold, limit, k }: SettingRequest,
  { config }: RunState,
): { threshold: number | null; limit: number; k: number } {
  checkCounts("limit", [limit]);
  checkPart("k", k, config.k);
  if (threshold !== null && !(threshold >= 0))
    throw new ConfigError("config.threshold-negative", { threshold });
  return { threshold, limit, k: k ?? config.k };
}

function sweepContext(call: CallContext) {
  return stageContext(
    {
      stage: "surface",
      activity: { name: "progress.first-pivots", params: {} },
    },
    call,
  );
}

function pageOfQueries(
  request: QueriesRequest,
  state: RunState,
  dataset: Dataset,
): QueryPage {
  const { threshold, limit, k } = checkSetting(request, state);
  const { surface, split } = state;
  const step = stepOfThreshold(surface, threshold);
  const recall = readerOf(state).recallPerQuery(step, limit, k);
  const filterRecall = filterRecallPerQuery(surface, step, k);
  const candidates = (q: number) =>
    surface.candidates[q * surface.steps + step];
  const order = Array.from(split.queryIds, (_, q) => q).sort(
    (a, b) =>
      recall[a] - recall[b] ||
      filterRecall[a] - filterRecall[b] ||
      candidates(b) - candidates(a) ||
      a - b,
  );
  const byFound = new Array<number>(k + 1).fill(0);
  for (const share of recall) byFound[Math.round(share * k)]++;
  const describe = (q: number): QueryRow => ({
    index: q,
    id: split.queryIds[q],
    title: titleOfQuery(split, dataset, split.queryIds[q]),
    recall: recall[q],
    filterRecall: filterRecall[q],
    candidates: candidates(q),
  });
  const { offset, count } = request;
  return {
    total: order.length,
    items: order.slice(offset, offset + count).map(describe),
    byFound,
  };
}

async function sweepParts(
  request: SettingRequest,
  state: RunState,
  backend: ComputeBackend,
  call: CallContext,
): Promise<PivotSweepPoint[]> {
  const { threshold, limit, k } = checkSetting(request, state);
  const context = stageContext(
    {
      stage: "surface",
      activity: { name: "progress.first-pivots", params: {} },
      unit: "pivots",
    },
    call,
  );
  const all = state.structure.parts;
  const points: PivotSweepPoint[] = [];
  for (let pivots = 1; pivots <= all; pivots++) {
    const surface = await prefixSurface(state, pivots, backend, {
      checkpoint: () => context.checkpoint(pivots - 1, all),
    });
    points.push({
      pivots,
      row: readerOf(state, surface).row(threshold, [limit], k),
      atFilterRecall95: atFilterRecall95(state, surface),
    });
  }
  await context.checkpoint(all, all);
  return points;
}
