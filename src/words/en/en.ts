import type { PageFaults } from "../../model/fault";
import { format } from "./format";
import { progress } from "./progress";
import { setting } from "./setting";
import type { PageMessages } from "../../model/message";
import type { FaultWords, MessageWords } from "../words";
import { data } from "./data";
import { figures } from "./figures";
import { glossary } from "./glossary";
import { page } from "./page";
import { panels } from "./panels";
import { tabs } from "./tabs";
import { configFaults } from "./faults/config";
import { exportFaults } from "./faults/export";
import { pasteFaults, recordFaults } from "./faults/record";
import { sessionFaults } from "./faults/session";
import { methods } from "./methods";
import { dataNotes } from "./messages/data";
import { embedNotes } from "./messages/embed";
import { deviceMessages } from "./messages/device";
import { keepNotes } from "./messages/keep";
import { machineMessages } from "./messages/machine";
import { progressMessages } from "./messages/progress";

const faults: FaultWords<PageFaults> = {
  ...configFaults,
  ...exportFaults,
  ...pasteFaults,
  ...recordFaults,
  ...sessionFaults,
};

const messages: MessageWords<PageMessages> = {
  ...dataNotes,
  ...embedNotes,
  ...keepNotes,
  ...deviceMessages,
  ...machineMessages,
  ...progressMessages,
};

/** What the page reads from its start, in English. */
export const en = {
  format,
  setting,
  progress,
  faults,
  messages,
  data,
  figures: { ...figures, hashes: methods.hash },
  glossary,
  methods,
  page,
  panels,
  tabs,
};
