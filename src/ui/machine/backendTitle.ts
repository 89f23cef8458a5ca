import type { BackendFacts, MachineReport } from "../../model/machineReport";
import type { AllWords } from "../../words/allLanguages";

/** A backend's name for people; a software GPU is always called so. */
export function backendTitle(
  words: AllWords,
  report: MachineReport,
  name: BackendFacts["name"],
): string {
  return name === "webgpu" && report.adapter?.software
    ? words.machine.softwareGpu
    : words.machine.backends[name];
}
