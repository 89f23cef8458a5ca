import { RecordError } from "../model/recordError";
import { clampConfig } from "../search/config/edits";
import { completeConfig } from "../search/config/complete";
import { givenConfig } from "../search/config/given";
import { checkWholeNumber } from "../model/settings";
import { isCancelled } from "./appError";
import type { AppState } from "./appState";
import { type LinkedView, readLink } from "./viewLink";

/** What a limit may ever be; a data set with fewer documents cuts it. */
const limitRange = { min: 1, max: Number.MAX_SAFE_INTEGER };

export const sampleName = "wordnet-10k";

/** What an address asks for, checked as far as it can be without the data. */
function linkedView(): LinkedView | null {
  const link = readLink(globalThis.location?.hash ?? "");
  return (
    link && {
      ...link,
      config: givenConfig(link.config),
      limit: checkWholeNumber("limit", link.limit, limitRange),
    }
  );
}

/**
 * Opens and runs what the page's address asks for, or the bundled sample. A
 * link that cannot be read, asks for what is refused, or was made on files that
 * it cannot carry, is told after the first result: the data is shown by the
 * settings of the page, and where there is none the sample.
 */
export async function openFirst(get: () => AppState): Promise<void> {
  const { config } = get();
  let failure: unknown = null;
  let hasData = false;
  let hasRun = false;
  try {
    const link = linkedView();
    if (link) {
      await get().load(link.source ?? { sample: sampleName });
      hasData = true;
      const { device } = get().config;
      await get().run({ ...completeConfig(link.config), device });
      hasRun = true;
      if (link.threshold !== null) get().setThreshold(link.threshold);
      await get().setLimit(link.limit);
      if (get().dataset?.fingerprint !== link.dataset.fingerprint)
        failure = new RecordError("record.link-without-dataset", {
          dataset: link.dataset.name,
        });
    }
  } catch (error) {
    // A newer load or run has taken over.
    if (isCancelled(error)) throw error;
    failure = error;
  }
  if (!hasData) {
    await get().load({ sample: sampleName });
    await get().run();
  } else if (!hasRun) {
    const { dataset } = get();
    await get().run(dataset ? clampConfig(config, dataset) : config);
  }
  if (failure !== null) get().reportError(failure);
}
