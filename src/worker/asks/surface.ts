import { countHits, neighbourOrder } from "../../evaluate/hits";
import { filterRecallPerQuery, stepOfThreshold } from "../../evaluate/rows";
import type { PerQueryRow, SurfaceArrays } from "../../model/surfaceArrays";
import type { Session } from "../session";

/** Copies of the last run's surface, so that handing them over takes nothing. */
export async function surface(session: Session): Promise<SurfaceArrays> {
  const { surface, split } = session.requireRun().state;
  return {
    ...surface,
    knobs: surface.knobs.slice(),
    candidates: surface.candidates.slice(),
    need: surface.need.slice(),
    less: surface.less.slice(),
    tie: surface.tie.slice(),
    neighbourKey: surface.neighbourKey.slice(),
    neighbourStep: surface.neighbourStep.slice(),
    queryIds: split.queryIds.slice(),
  };
}

/** What each query of the last run got at the reported thresholds (no filter first) and limits. */
export async function perQuery(
  session: Session,
): Promise<readonly PerQueryRow[]> {
  const { surface, split, config } = session.requireRun().state;
  const { k, queries, steps } = surface;
  const order = neighbourOrder(surface, k);
  const rows: PerQueryRow[] = [];
  for (const threshold of [null, ...config.thresholds]) {
    const step = stepOfThreshold(surface, threshold);
    const filterRecall = filterRecallPerQuery(surface, step, k);
    for (const limit of config.limits)
      for (let q = 0; q < queries; q++) {
        const hits = countHits(surface, order, k, q, step, limit);
        rows.push({
          query: q,
          id: split.queryIds[q],
          threshold,
          limit,
          candidates: surface.candidates[q * steps + step],
          filterRecall: filterRecall[q],
          expected: hits.expected / k,
          best: hits.best / k,
          worst: hits.worst / k,
          stable: hits.stable / k,
        });
      }
  }
  return rows;
}
