import type { RunSnapshot } from "../../model/run/record";
import {
  bytesPerDocument,
  describeRun,
  readCurve,
  readerOf,
} from "../describeRun";
import { perQueryValues } from "../perQueryValues";
import type { Session } from "../session";
import { version } from "../version";

/** The last run as it is kept and compared. */
export async function snapshot(session: Session): Promise<RunSnapshot> {
  const { state, dataset, device } = session.requireRun();
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
}
