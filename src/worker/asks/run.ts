import type { PartialConfig } from "../../model/run/configuration";
import type { RunView } from "../../model/run/view";
import { givenConfig } from "../../search/config/given";
import { resolveConfig } from "../../search/config/resolve";
import { viewRun } from "../describeRun";
import { checkImported, limitsFor, withImported } from "../importedSettings";
import { runPipeline } from "../pipeline";
import { type CallContext, refuseCancelled } from "../progress";
import type { Session } from "../session";
import { version } from "../version";

/** Runs a configuration on the data set, every stage through the cache. */
export async function run(
  session: Session,
  partial: PartialConfig,
  call: CallContext,
): Promise<RunView> {
  const { methods, imported, cache, preferredDevice } = session;
  const dataset = session.requireDataset();
  const asked = { device: preferredDevice, ...givenConfig(partial) };
  const config = resolveConfig(
    withImported(asked, imported, methods),
    limitsFor(dataset, imported),
    methods,
  );
  checkImported(imported, config);
  const device = await session.device(config.device);
  const state = await runPipeline({
    dataset,
    config,
    methods,
    imported,
    backend: device.backend,
    cache,
    call,
  });
  refuseCancelled(call);
  // Another data set may have been opened while this ran.
  if (session.holds(dataset)) session.keepRun(state, device);
  return viewRun(state, dataset, device.info, version);
}
