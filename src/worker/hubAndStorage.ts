import type { RemoteEnvironment } from "../data/remote/environment";
import type { ModelLibrary } from "../embed/library";
import type { KeptStore } from "../keep/types";

/** Where models come from and where work is kept; made when first needed. */
export interface HubAndStorage {
  /** Address of the folder that the page was opened from, or "". */
  readonly baseUrl: () => string;
  readonly remote: () => RemoteEnvironment;
  readonly library: () => Promise<ModelLibrary>;
  /** Throws `KeepError` "unavailable" where the browser has no file system for pages. */
  readonly kept: () => Promise<KeptStore>;
}

export interface HubSettings {
  /** Address of the folder that the page was opened from, or "". */
  readonly baseUrl: string;
  /** Address of the hub; "" stands for the public one. */
  readonly hub: string;
}
