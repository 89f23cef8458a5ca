import type { BackendFacts, MachineReport } from "../../model/machineReport";
import { machineStrings } from "./machineStrings";

/** A backend's name for people; a software GPU is always called so. */
export function backendTitle(
  report: MachineReport,
  name: BackendFacts["name"],
): string {
  return name === "webgpu" && report.adapter?.software
    ? machineStrings.softwareGpu
    : machineStrings.backends[name];
}
