import { neighbourAgreement } from "../evaluate/agreement";
import { CurveReader, curveThresholds } from "../evaluate/rows";
import { type Dataset, titleOf } from "./dataset";
import type {
  CurveReport,
  CurveRequest,
  PivotSweepPoint,
} from "../model/evaluationReports";
import type { RunState } from "./pipeline";
import type { Surface } from "../model/surface";
import type { DeviceInfo } from "../model/deviceInfo";
import type { Portability } from "../model/portability";
import type { RunView, PartsView, QueryView } from "../model/run/view";
import type { RunResult } from "../model/run/result";
import { reductionDivisor } from "../model/run/configuration";

/** What the reductions of a run are divided by. */
export function divisorOf({ config, corpus }: RunState): number {
  return reductionDivisor(config.protocol, corpus.rows);
}

const readers = new WeakMap<Surface, CurveReader>();

/** Reads rows off a run's surface, or off that of its first pivots; what was read is kept. */
export function readerOf(
  state: RunState,
  surface: Surface = state.surface,
): CurveReader {
  const former = readers.get(surface);
  if (former) return former;
  const reader = new CurveReader(surface, {
    divisor: divisorOf(state),
    census: state.config.queries.census,
  });
  readers.set(surface, reader);
  return reader;
}

/** Rows for every threshold of a surface and, last, for no filter. */
export function readCurve(
  state: RunState,
  request: CurveRequest,
  surface: Surface = state.surface,
): CurveReport {
  const { thresholds = curveThresholds(surface) } = request;
  const { limits, k = surface.k, pivots = state.structure.parts } = request;
  return {
    curve: readerOf(state, surface).rows(thresholds, limits, k),
    guaranteedRecall: state.structure.guarantee(surface, thresholds, k),
    k,
    pivots,
  };
}

/** The smallest threshold whose filter recall is at least 95 %, with its reduction. */
export function atFilterRecall95(
  state: RunState,
  surface: Surface,
): PivotSweepPoint["atFilterRecall95"] {
  const reader = readerOf(state, surface);
  for (const threshold of curveThresholds(surface)) {
    if (threshold === null) return null;
    const row = reader.row(threshold, []);
    if (row.filterRecall >= 0.95)
      return { threshold, reduction: row.reduction };
  }
  return null;
}

/** The run as plain JSON; see docs/automation.md. */
export function describeRun(
  state: RunState,
  { info, neighbours }: Dataset,
  device: DeviceInfo,
  version: string,
): RunResult {
  const { config, hash, split, log } = state;
  return {
    schema: "bitsieve.run/1",
    config,
    dataset: {
      name: info.name,
      n: info.n,
      dim: info.dim,
      fingerprint: info.fingerprint,
    },
    corpusSize: state.corpus.rows,
    querySource: split.source,
    givenNeighbours:
      neighbours && split.source === "query-set"
        ? neighbourAgreement(
            neighbours,
            state.exactNeighbours,
            config.k,
            split.queryIds,
          )
        : null,
    device: {
      backend: device.backend,
      label: device.label,
      ...(device.adapter === undefined ? {} : { adapter: device.adapter }),
    },
    fit: {
      meanNorm: hash.meanNorm,
      explainedVariance: hash.explainedVariance,
      quantizationError: seriesOf(hash, "quantization-error"),
      nqe: seriesOf(hash, "nqe"),
      imported: hash.imported,
    },
    rows: readerOf(state).rows([null, ...config.thresholds], config.limits),
    queryIds: Array.from(split.queryIds),
    imported: state.imported,
    timingsMs: { ...log.timingsMs },
    cachedStages: [...log.cached],
    version,
  };
}

/** The result and everything that the page draws beside it. */
export function viewRun(
  state: RunState,
  dataset: Dataset,
  device: DeviceInfo,
  version: string,
): RunView {
  const { config } = state;
  const { curve, guaranteedRecall } = readCurve(state, {
    limits: config.limits,
  });
  return {
    result: describeRun(state, dataset, device, version),
    curve,
    series: state.hash.series,
    parts: viewStructure(state, dataset),
    queries: viewQueries(state, dataset),
    bytesPerDocument: bytesPerDocument(state),
    stored: state.structure.stored,
    guaranteedRecall,
    k: config.k,
    forecast: state.structure.forecast(curve.map((row) => row.threshold)),
    portability: portabilityOf(state),
  };
}

/** What other programs can do with a run's methods. */
export function portabilityOf({
  config,
  hash: { linear },
}: RunState): Portability {
  return {
    hash: {
      method: config.hash.method,
      isLinear: linear !== null,
      isFactored: (linear?.factors ?? null) !== null,
    },
  };
}

/** What a document costs in the index. */
export function bytesPerDocument({ codes, structure }: RunState): {
  hash: number;
  pivots: number;
} {
  return {
    hash: Math.ceil(codes.bits / 8),
    pivots: structure.stored.bytesPerDocument,
  };
}

/** A line of the fit; [] where the method has none. */
function seriesOf(
  { series }: RunState["hash"],
  name: string,
): readonly number[] {
  return series.find((line) => line.name === name)?.values ?? [];
}

/** What the structure tells of its parts, with the documents' titles. */
function viewStructure(state: RunState, dataset: Dataset): PartsView | null {
  const view = state.structure.view();
  if (!view) return null;
  const { corpusIds } = state.split;
  const documentIds = view.documentIds.map((row) =>
    row < 0 ? -1 : (corpusIds?.[row] ?? row),
  );
  return {
    ...view,
    documentIds,
    titles: documentIds.map((id, p) =>
      id < 0
        ? `Imported pivot ${p}`
        : titleOf(dataset.documents, id, "document"),
    ),
  };
}

function viewQueries({ split }: RunState, dataset: Dataset): QueryView[] {
  return Array.from(split.queryIds, (id, index) => ({
    index,
    id,
    title: titleOfQuery(split, dataset, id),
  }));
}

/** The title of a query: a document's, or one of the query set. */
export function titleOfQuery(
  { source }: RunState["split"],
  dataset: Dataset,
  id: number,
): string {
  return source === "query-set"
    ? titleOf(dataset.queryTexts, id, "query")
    : titleOf(dataset.documents, id, "document");
}

/** Document of each corpus row. */
export function idsOfRows({ split, corpus }: RunState): Int32Array {
  return (
    split.corpusIds ?? Int32Array.from({ length: corpus.rows }, (_, id) => id)
  );
}
