import { RecordError } from "../model/recordError";
import { completeConfig } from "../search/config/complete";
import { givenConfig } from "../search/config/given";
import type { AppState } from "./appState";
import { readLink } from "./viewLink";

export const sampleName = "wordnet-10k";

/**
 * Opens and runs what the page's address asks for, or the bundled sample. A
 * link that cannot be read, or was made on files that it cannot carry, is told
 * after the first result: the sample is shown all the same.
 */
export async function openFirst(get: () => AppState): Promise<void> {
  let link = null;
  let failure: unknown = null;
  try {
    const read = readLink(globalThis.location?.hash ?? "");
    link = read && { ...read, config: givenConfig(read.config) };
  } catch (error) {
    failure = error;
  }
  await get().load(link?.source ?? { sample: sampleName });
  if (link) {
    const { device } = get().config;
    await get().run({ ...completeConfig(link.config), device });
    if (link.threshold !== null) get().setThreshold(link.threshold);
    await get().setLimit(link.limit);
    if (get().dataset?.fingerprint !== link.dataset.fingerprint)
      failure = new RecordError("record.link-without-dataset", {
        dataset: link.dataset.name,
      });
  } else {
    await get().run();
  }
  if (failure !== null) get().reportError(failure);
}
