import type { MachineReport, MachineRequest } from "../../model/machineReport";
import { reportMachine } from "../measure/reportMachine";
import type { CallContext } from "../progress";
import type { Session } from "../session";

/** Facts about this machine; measures what it can do when asked to. */
export function machine(
  session: Session,
  request: MachineRequest,
  call: CallContext,
): Promise<MachineReport> {
  return reportMachine(
    request,
    { now: session.now, device: (kind) => session.device(kind) },
    call,
  );
}
