import { ConfigError } from "../../model/configError";
import type { ImportOptions, ImportReport } from "../../model/importReport";
import { resolveConfig } from "../../search/config/resolve";
import { noParameters } from "../importedParameters";
import { checkImported, limitsFor } from "../importedSettings";
import { usableSettings } from "../importing/settings";
import { readParameters } from "../parameters";
import { type CallContext, refuseCancelled } from "../progress";
import type { Session } from "../session";

/** Reads arrays that stand in for trained or drawn ones in later runs, but for a dry run. */
export async function importParameters(
  session: Session,
  { files, ...options }: ImportOptions & { readonly files: readonly File[] },
  call: CallContext,
): Promise<ImportReport> {
  const dataset = session.requireDataset();
  const read = await readParameters(files, dataset, options, session.methods);
  if (!session.holds(dataset))
    throw new ConfigError("config.dataset-replaced", {});
  refuseCancelled(call);
  if (options.dryRun !== true) session.imported = read.parameters;
  const { config, warning } = usableSettings(read.settings, (settings) => {
    const resolved = resolveConfig(
      { ...settings, device: session.preferredDevice },
      limitsFor(dataset, read.parameters),
      session.methods,
    );
    checkImported(read.parameters, resolved);
    return resolved;
  });
  const { report } = read;
  return {
    ...report,
    config,
    warnings: [...report.warnings, ...(warning ? [warning] : [])],
  };
}

/** Trains and draws again what was imported. */
export async function clearParameters(session: Session): Promise<null> {
  session.imported = noParameters;
  return null;
}
