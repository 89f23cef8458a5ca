import type { KeepFaults } from "../../../model/faults/keep";
import type { FaultWords } from "../../words";

export const keepFaults: FaultWords<KeepFaults> = {
  "keep.unavailable": () => ({
    message: "This browser has no file system for pages.",
    hint: "Runs stay until the page is closed; export those that matter.",
  }),
};
