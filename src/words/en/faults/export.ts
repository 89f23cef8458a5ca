import type { ExportFaults } from "../../../model/faults/export";
import type { FaultWords } from "../../words";

const again = "Try again; if it happens again, reload the page.";

export const exportFaults: FaultWords<ExportFaults> = {
  "export.disk-full": () => ({
    message:
      "The browser's share of the disk is full: the export does not fit.",
    hint: "Leave the vectors out, free disk space, or remove kept embeddings in the data panel.",
  }),
  "export.chart-not-drawn": () => ({
    message: "This chart is not drawn yet. Try again in a moment.",
    hint: again,
  }),
  "export.internal": ({ detail }) => ({ message: detail, hint: again }),
  "export.worker-not-loaded": ({ detail }) => ({
    message: `The export worker could not be loaded: ${detail}`,
    hint: again,
  }),
};
