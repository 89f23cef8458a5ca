import type {
  PivotSweepPoint,
  SettingRequest,
} from "../../model/evaluationReports";
import { atFilterRecall95, readerOf } from "../describeRun";
import { prefixSurface } from "../prefixSurface";
import { type CallContext, stageContext } from "../progress";
import type { Session } from "../session";
import { checkSetting } from "./checks";

/** The filter by the first 1, 2, ..., P pivots at one setting. */
export async function pivotSweep(
  session: Session,
  request: SettingRequest,
  call: CallContext,
): Promise<readonly PivotSweepPoint[]> {
  const { state, backend } = session.requireRun();
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
