import {
  createRemoteEnvironment,
  publicHub,
  publicRowsApi,
} from "../data/remote/environment";
import type { ModelLibrary } from "../embed/library";
import type { SharedDevice } from "../gpu/sharedDevice";
import { openKeptStore } from "../keep/store";
import type { KeptStore } from "../keep/types";
import type { HubAndStorage, HubSettings } from "./hubAndStorage";

/** The hub and the browser's storage: remote files, models, GPU and file system. */
export function openHubAndStorage(
  { baseUrl, hub }: HubSettings,
  shared: SharedDevice,
  threads: number,
): HubAndStorage {
  // Another hub is expected to answer for the rows service as well.
  const remote = createRemoteEnvironment(
    hub === "" ? publicHub : hub,
    hub === "" ? publicRowsApi : hub,
  );
  let library: Promise<ModelLibrary> | null = null;
  let kept: Promise<KeptStore> | null = null;

  async function openLibrary(): Promise<ModelLibrary> {
    // Not part of the page's first load.
    const { createModelLibrary } = await import("../embed/library");
    return createModelLibrary({
      hub: hub === "" ? publicHub : hub,
      localModels: new URL("models/", baseUrl).href,
      threads,
      gpuDevice: async () => {
        const opened = await shared.open();
        if (!opened) return null;
        const { device } = opened.gpu;
        return {
          device,
          isSoftware: opened.probe.software,
          hasF16: device.features.has("shader-f16"),
        };
      },
    });
  }

  return {
    baseUrl: () => baseUrl,
    remote: () => remote,
    library() {
      const opening = library ?? openLibrary();
      library = opening;
      // A failed opening is tried again by the next call.
      opening.catch(() => (library = null));
      return opening;
    },
    kept() {
      const opening = kept ?? openKeptStore();
      kept = opening;
      opening.catch(() => (kept = null));
      return opening;
    },
  };
}
