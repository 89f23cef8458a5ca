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
  "export.worker-gone": () => ({
    message:
      "The export worker ended before it was done, as when memory runs out.",
    hint: "Leave the vectors out, or choose one kind of file at a time.",
  }),
  "export.worker-not-loaded": ({ detail }) => ({
    message:
      detail === null
        ? "The program that writes files could not be fetched: there is no connection, or the server has a newer version of the app."
        : `The export worker stopped: ${detail}`,
    hint: again,
  }),
};
