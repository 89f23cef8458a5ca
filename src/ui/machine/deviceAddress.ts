import type { RunConfig } from "../../model/run/configuration";

/** The address that asks for a device; "auto" is the one without `device`. */
export function addressWithDevice(
  address: string,
  device: RunConfig["device"],
): string {
  const url = new URL(address);
  if (device === "auto") url.searchParams.delete("device");
  else url.searchParams.set("device", device);
  return url.href;
}
