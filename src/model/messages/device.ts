/** Which device computes, and why that one. */
export interface DeviceMessages {
  "device.cpu-asked": Record<never, never>;
  "device.no-gpu": Record<never, never>;
  "device.software-gpu": { readonly adapter: string };
  "device.gpu": { readonly adapter: string; readonly software: boolean };
  /** The device could not be opened or failed; its own words. */
  "device.gpu-unusable": { readonly adapter: string; readonly detail: string };
  "device.gpu-gave-none": { readonly adapter: string };
  /** Numbers of the self-check that are not those of the reference. */
  "device.gpu-wrong": {
    readonly adapter: string;
    readonly check: string;
    readonly differing: number;
    readonly numbers: number;
  };
  "device.gpu-stopped": { readonly detail: string };
}
