import type { ConfigFaults } from "../../../model/faults/config";
import type { FaultWords } from "../../words";

export const configFaults: FaultWords<ConfigFaults> = {
  "config.no-dataset": () => ({
    message: "No data set is open.",
    hint: "Open the sample or files of your own first.",
  }),
  "config.no-run": () => ({
    message: "Nothing has been evaluated yet.",
    hint: "Run an evaluation first.",
  }),
};
