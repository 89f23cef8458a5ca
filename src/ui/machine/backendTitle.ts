import type { BackendFacts, MachineReport } from "../../model/machineReport";
import type { Words } from "../../words/languages";

/** A backend's name for people; a software GPU is always called so. */
export function backendTitle(
  words: Words,
  report: MachineReport,
  name: BackendFacts["name"],
): string {
  return name === "webgpu" && report.adapter?.software
    ? words.machine.softwareGpu
    : words.machine.backends[name];
}
