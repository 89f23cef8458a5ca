import type { ArrivingFaults } from "../../model/fault";
import type { ArrivingMessages } from "../../model/message";
import type { FaultWords, MessageWords } from "../words";
import { dataFaults } from "./faults/data";
import { embedFaults } from "./faults/embed";
import { keepFaults } from "./faults/keep";
import { importMessages } from "./messages/imports";
import { parityFindings } from "./messages/parity";

const faults: FaultWords<ArrivingFaults> = {
  ...dataFaults,
  ...embedFaults,
  ...keepFaults,
};

const messages: MessageWords<ArrivingMessages> = {
  ...importMessages,
  ...parityFindings,
};

/** What the page only has to say of an answer, in English. */
export const arriving = { faults, messages };
