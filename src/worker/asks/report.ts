import { ConfigError } from "../../model/configError";
import type { CurveReport, CurveRequest } from "../../model/evaluationReports";
import { readCurve } from "../describeRun";
import { prefixSurface } from "../prefixSurface";
import { type CallContext, stageContext } from "../progress";
import type { Session } from "../session";
import { checkCounts, checkPart } from "./checks";

/** The curve for other limits, k' <= k or first pivots, from the last run's surface. */
export async function report(
  session: Session,
  request: CurveRequest,
  call: CallContext,
): Promise<CurveReport> {
  const { state, backend } = session.requireRun();
  checkCounts("limits", request.limits);
  checkPart("k", request.k, state.config.k);
  if (request.pivots !== undefined && state.structure.parts === 0)
    throw new ConfigError("config.no-parts", {
      name: "pivots",
      structure: state.config.structure.method,
    });
  checkPart("pivots", request.pivots, state.structure.parts);
  const { pivots = state.structure.parts } = request;
  const context = stageContext(
    {
      stage: "surface",
      activity: { name: "progress.first-pivots", params: {} },
    },
    call,
  );
  const surface = await prefixSurface(state, pivots, backend, context);
  return readCurve(state, request, surface);
}
