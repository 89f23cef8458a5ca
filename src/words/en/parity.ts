import type { ParityStage, ParityStageName } from "../../model/parityReport";

const stages: Readonly<Record<ParityStageName, string>> = {
  vector: "Vector",
  code: "Hash",
  "pivot-distances": "Pivot distances",
  ids: "Answer",
};

const verdicts: Readonly<Record<ParityStage["verdict"], string>> = {
  same: "same",
  "within-rounding": "same but for rounding",
  differs: "differs",
  "not-given": "not given",
};

/** What the visitor reads in the parity check. */
export const parity = {
  title: "Check another program",
  note: "Paste or drop what your program made of a document or query: its vector, its hash, or JSON with input, code, pivotDistances and ids. The first stage that differs is named, with the mistake that gives just this difference where it is a known one.",
  paste: (dim: number, bits: number) =>
    `A vector of ${dim} numbers, a hash of ${bits} bits as hex or 0 and 1, or JSON`,
  file: "Choose a .npy or .json file",
  whose: "It should be",
  nearest: "what the JSON names, else the nearest",
  document: "document number",
  query: "query number",
  text: "this query text",
  words: "Text, without a prefix",
  number: "Number",
  compare: "Compare",
  working: "Comparing…",
  parity: "No difference.",
  first: (stage: string) => `The first difference: ${stage.toLowerCase()}.`,
  comparedWith: (kind: string, id: number, title: string, guessed: boolean) => {
    const name =
      kind === "text" ? `the text “${title}”` : `${kind} ${id}, “${title}”`;
    return guessed
      ? `Compared with ${name}, which is nearest.`
      : `Compared with ${name}.`;
  },
  stages,
  verdicts,
} as const;
