import type {
  PasteFaults,
  RecordFaults,
  RecordField,
} from "../../../model/faults/record";
import type { FaultWords } from "../../words";

const kinds: Readonly<Record<RecordField, string>> = {
  text: "a text",
  number: "a number",
  flag: "true or false",
  object: "an object",
  list: "a list",
  "hex-id": "8 to 64 hexadecimal digits",
  time: "a time (ISO 8601)",
};

function expectedText(expected: RecordField | readonly string[]): string {
  return typeof expected === "string"
    ? kinds[expected]
    : expected.map((option) => `"${option}"`).join(" or ");
}

const unchanged =
  "Choose a file that Bitsieve exported as a run and that was not changed.";

const linkFaults = {
  "other-version": "it was made by another version of Bitsieve",
  damaged: "a part of it is missing or was changed",
  "something-else": "it holds something else",
} as const;

export const recordFaults: FaultWords<RecordFaults> = {
  "record.wrong-field": ({ path, expected, found }) => ({
    message: `${path} must be ${expectedText(expected)}, found ${found}.`,
    hint: "Choose a file that Bitsieve exported as a run (bitsieve.record/1).",
  }),
  "record.values-not-base64": ({ array }) => ({
    message: `perQuery.${array} is not base64.`,
    hint: unchanged,
  }),
  "record.values-count": ({ array, numbers, expected }) => ({
    message: `perQuery.${array} holds ${numbers} numbers; its thresholds, limits and queries make ${expected}.`,
    hint: unchanged,
  }),
  "record.not-json": ({ file }) => ({
    message: `${file} is not JSON.`,
    hint: "Choose a file that Bitsieve exported as a run.",
  }),
  "record.no-longer-kept": () => ({
    message: "This run is no longer kept.",
    hint: "Run it again.",
  }),
  "record.not-kept-yet": () => ({
    message: "The run that is shown is not kept yet.",
    hint: "Wait until it has finished, and try again.",
  }),
  "record.pinned-enough": ({ pinned }) => ({
    message: `${pinned} runs are pinned, which is as many as can be told apart.`,
    hint: "Unpin one of them first.",
  }),
  "record.link-unreadable": ({ why }) => ({
    message: `This link cannot be read: ${linkFaults[why]}.`,
    hint: "Copy the whole link again from the Runs tab; the sample is shown instead.",
  }),
  "record.link-without-dataset": ({ dataset }) => ({
    message: `This link was made on “${dataset}”, which it cannot carry along.`,
    hint: "Open those files from the data chip: the settings are already those of the link.",
  }),
};

const pasteHint =
  "Paste a vector, a hash as hex or as 0 and 1, or JSON with input, code, pivotDistances, ids.";

export const pasteFaults: FaultWords<PasteFaults> = {
  "paste.empty": () => ({
    message: "There is nothing pasted.",
    hint: pasteHint,
  }),
  "paste.no-parts": ({ names }) => ({
    message: `The JSON has none of input, code, pivotDistances and ids; it has: ${names.join(", ") || "nothing"}.`,
    hint: pasteHint,
  }),
  "paste.no-object": () => ({
    message: "The JSON is no object and no list of numbers.",
    hint: pasteHint,
  }),
  "paste.no-number": ({ word }) => ({
    message: `“${word}” is neither a number nor a hash in hex.`,
    hint: pasteHint,
  }),
};
