import {
  createRemoteEnvironment,
  publicHub,
  publicRowsApi,
} from "../data/remote/environment";
import type { ModelLibrary } from "../embed/library";
import type { SharedDevice } from "../gpu/sharedDevice";
import { openKeptStore } from "../keep/store";
import type { KeptStore } from "../keep/types";
import type { Services, ServiceSettings } from "./hubAndStorage";

/** The browser's own services: hub, models, GPU and file system. */
export function createServices(
  { baseUrl, hub }: ServiceSettings,
  shared: SharedDevice,
  threads: number,
): Services {
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
