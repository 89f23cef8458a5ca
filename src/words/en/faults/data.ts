import type { DataFaults } from "../../../model/faults/data";
import type { FaultWords } from "../../words";
import { arrayFaults } from "./dataArrays";
import { budgetFaults } from "./dataBudget";
import { parameterFaults } from "./dataParameters";
import { placeFaults } from "./dataPlaces";
import { pickleFaults } from "./dataPickles";
import { remoteFaults } from "./dataRemote";
import { sampleFaults } from "./dataSamples";
import { textFaults } from "./dataTexts";
import { vectorFaults } from "./dataVectors";
import { zipFaults } from "./dataZip";

export const dataFaults: FaultWords<DataFaults> = {
  ...arrayFaults,
  ...budgetFaults,
  ...parameterFaults,
  ...pickleFaults,
  ...placeFaults,
  ...remoteFaults,
  ...sampleFaults,
  ...textFaults,
  ...vectorFaults,
  ...zipFaults,
};
