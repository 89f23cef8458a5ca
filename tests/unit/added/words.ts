import type { RefusalWords, WordsOfFamilies } from "../../../src/words/words";
import type { FirstAxesRefusals } from "./firstAxes";
import type { LengthsRefusals } from "./lengths";
import type { TripledRefusals } from "./tripled";

const firstAxesRefusals: RefusalWords<FirstAxesRefusals> = {
  "axes-of-others": ({ file, shape, dim }) => ({
    message: `${file}: axes of shape (${shape.join(", ")}) are of other vectors.`,
    hint: `First axes need ${dim} rows.`,
  }),
};

const lengthsRefusals: RefusalWords<LengthsRefusals> = {
  "ones-not-whole": ({ value }) => ({
    message: `${value} ones cannot be counted.`,
    hint: "Give whole numbers of ones.",
  }),
};

const tripledRefusals: RefusalWords<TripledRefusals> = {
  "too-many": ({ documents }) => ({
    message: `${documents} documents are too many to be tripled.`,
    hint: null,
  }),
};

/** What the added methods and their settings are called. */
export const words: WordsOfFamilies = {
  hash: {
    "first-axes": {
      title: "First axes",
      help: "The sign of the first coordinates.",
      settings: {
        bits: { label: "Bits", help: "Length of a code." },
        level: { label: "Level", help: "Above it a bit is 1." },
      },
      name: ({ bits }) => [`${bits} first axes`],
      report: ({ bits, level }) => `First axes: ${bits} bits, level ${level}.`,
      unusual: () => [],
      refusals: firstAxesRefusals,
      series: {
        "axes-used": {
          title: "Axes used",
          question: "How many of the coordinates are looked at?",
          finding: ({ last, count }) => `${count} axes are ${last} of all.`,
        },
      },
    },
  },
  structure: {
    lengths: {
      title: "Lengths",
      help: "Codes with about as many ones.",
      settings: { margin: { label: "Margin", help: "Ones more or less." } },
      name: () => ["by ones"],
      report: ({ margin }) => `Codes within ${margin} ones.`,
      unusual: () => [],
      refusals: lengthsRefusals,
    },
  },
  score: {
    tripled: {
      title: "Tripled",
      help: "Three times the distance.",
      settings: {},
      name: () => ["tripled"],
      report: () => "By three times the distance.",
      unusual: () => [],
      refusals: tripledRefusals,
    },
  },
};
