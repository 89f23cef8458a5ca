import type { Repeats, RepeatsRequest } from "../../model/evaluationReports";
import type { CallContext } from "../progress";
import { repeatOverSeeds } from "../repeats";
import type { Session } from "../session";
import { checkSetting } from "./checks";

/** The last run's configuration once more for each of several seeds. */
export async function repeats(
  session: Session,
  request: RepeatsRequest,
  call: CallContext,
): Promise<Repeats> {
  const { state, dataset, backend } = session.requireRun();
  const { methods, imported, cache } = session;
  checkSetting(request, state);
  return repeatOverSeeds(request, {
    state,
    dataset,
    backend,
    methods,
    imported,
    cache,
    call,
  });
}
