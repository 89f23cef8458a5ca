import type { Inspection, InspectRequest } from "../loading/dataSource";
import { inspectLocation } from "../loading/inspectLocation";
import type { CallContext } from "../progress";
import type { Session } from "../session";

/** Columns, preview and cost of a source, before anything is loaded. */
export function inspect(
  session: Session,
  request: InspectRequest,
  call: CallContext,
): Promise<Inspection> {
  return inspectLocation(request, session.hubAndStorage, call);
}
