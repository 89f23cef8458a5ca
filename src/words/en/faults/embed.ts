import type { EmbedFaults } from "../../../model/faults/embed";
import type { FaultWords } from "../../words";

export const embedFaults: FaultWords<EmbedFaults> = {
  "embed.no-texts": () => ({
    message: "There are no texts to embed.",
    hint: "Give at least one text.",
  }),
};
