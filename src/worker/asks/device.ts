import type { DeviceInfo } from "../../model/deviceInfo";
import type { RunConfig } from "../../model/run/configuration";
import { type CallContext, refuseCancelled } from "../progress";
import type { Session } from "../session";

export interface StartRequest {
  /** Address of the page; its folder holds the app's files. */
  readonly baseUrl: string;
  readonly device: RunConfig["device"];
  /** Address of the model and data set hub; "" stands for the public one. */
  readonly hub?: string;
}

/** Sets the address of the app's files and picks the device; first call. */
export async function start(
  session: Session,
  request: StartRequest,
): Promise<DeviceInfo> {
  // The page may be opened as /index.html?device=cpu: its folder counts.
  const baseUrl =
    request.baseUrl === "" ? "" : new URL(".", request.baseUrl).href;
  session.openHub({ baseUrl, hub: request.hub ?? "" });
  session.preferredDevice = request.device;
  return (await session.device(request.device)).info;
}

/** Another device for later runs, which compute every stage anew on it. */
export async function device(
  session: Session,
  request: { readonly device: RunConfig["device"] },
  call: CallContext,
): Promise<DeviceInfo> {
  const chosen = await session.renewDevice(request.device);
  refuseCancelled(call);
  session.preferredDevice = request.device;
  // Results would be the same, but their times are the other device's.
  session.cache.clear();
  return chosen.info;
}
