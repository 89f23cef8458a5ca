import { measurePrecision, type Precision } from "../../evaluate/precision";
import type { SettingRequest } from "../../model/evaluationReports";
import { divisorOf, readerOf } from "../describeRun";
import type { Session } from "../session";
import { checkSetting } from "./checks";

/** How sure the numbers at one setting are: bootstrap over queries. */
export async function precision(
  session: Session,
  request: SettingRequest,
): Promise<Precision> {
  const { state } = session.requireRun();
  return measurePrecision(state.surface, readerOf(state), {
    ...checkSetting(request, state),
    divisor: divisorOf(state),
    census: state.config.queries.census,
  });
}
