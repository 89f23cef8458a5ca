import type { SettingFaults } from "../../../model/faults/settings";
import type { FaultWords } from "../../words";

export const settingFaults: FaultWords<SettingFaults> = {
  "config.not-whole-number": ({ setting, value, min, max }) => ({
    message: `${setting} is ${value}.`,
    hint: `Give a whole number from ${min} to ${max}.`,
  }),
  "config.not-one-of": ({ setting, value, options }) => ({
    message: `${setting} is ${value}.`,
    hint: `Use one of: ${options.join(", ")}.`,
  }),
  "config.not-object": ({ setting, value }) => ({
    message: `${setting === "" ? "The configuration" : setting} is ${value}.`,
    hint: "Give an object with its settings, or leave it out.",
  }),
  "config.not-numbers": ({ setting, value }) => ({
    message: `${setting} is ${value}.`,
    hint: "Give a list of numbers that are not negative.",
  }),
  "config.census-no-flag": ({ value }) => ({
    message: `queries.census is ${value}.`,
    hint: "Give true or false.",
  }),
  "config.no-thresholds": ({ value, structure }) => ({
    message: `thresholds is ${value}, but structure ${structure} has no threshold.`,
    hint: "Leave thresholds out, or choose another structure.",
  }),
};
