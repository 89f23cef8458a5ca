import type { RunConfig } from "../model/run/configuration";

/** The device that the address asks for: ?device=cpu, ?device=webgpu, else auto. */
export function deviceFromAddress(search: string): RunConfig["device"] {
  const asked = new URLSearchParams(search).get("device");
  return asked === "cpu" || asked === "webgpu" ? asked : "auto";
}

/** Another hub than the public one, as the address asks for it: ?hub=https://…, else "". */
export function hubFromAddress(search: string): string {
  const asked = new URLSearchParams(search).get("hub") ?? "";
  return /^https?:\/\//.test(asked) && URL.canParse(asked) ? asked : "";
}
