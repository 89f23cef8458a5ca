import type {
  Diagnostics,
  DiagnosticsRequest,
} from "../../model/diagnosticsReport";
import { diagnose } from "../diagnose";
import type { CallContext } from "../progress";
import type { Session } from "../session";

/** Correlation, distances, bits, drift and pivots of the last run. */
export async function diagnostics(
  session: Session,
  { threshold }: DiagnosticsRequest,
  call: CallContext,
): Promise<Diagnostics> {
  const { state, backend } = session.requireRun();
  return diagnose(state, backend, threshold, call);
}
