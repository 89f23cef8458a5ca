import type { ParityReport, ParityRequest } from "../../model/parityReport";
import { checkParity } from "../parity/checkParity";
import type { CallContext } from "../progress";
import type { Session } from "../session";

/** Where another program's vector, code, distances or answer part from the app's. */
export async function parity(
  session: Session,
  request: ParityRequest,
  call: CallContext,
): Promise<ParityReport> {
  const { state, dataset, backend } = session.requireRun();
  const { hubAndStorage } = session;
  return checkParity(request, {
    state,
    dataset,
    backend,
    hubAndStorage,
    call,
  });
}
