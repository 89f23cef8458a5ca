import type { Faults } from "../../model/fault";
import type { FaultWords } from "../words";
import { configFaults } from "./faults/config";
import { dataFaults } from "./faults/data";
import { embedFaults } from "./faults/embed";
import { keepFaults } from "./faults/keep";
import { sessionFaults } from "./faults/session";
import { methods } from "./methods";

const faults: FaultWords<Faults> = {
  ...configFaults,
  ...dataFaults,
  ...embedFaults,
  ...keepFaults,
  ...sessionFaults,
};

/** Everything that a person reads, in English. */
export const en = { faults, methods };
