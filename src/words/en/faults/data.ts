import type { DataFaults } from "../../../model/faults/data";
import type { FaultWords } from "../../words";

export const dataFaults: FaultWords<DataFaults> = {
  "data.no-crypto": () => ({
    message:
      "SHA-256 is not available: browsers offer it only to pages opened by https or from localhost.",
    hint: "Open the page by an https address, or through http://localhost.",
  }),
};
