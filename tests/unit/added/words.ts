import type { FamilyWords } from "../../../src/words/words";

/** What the added methods and their settings are called. */
export const words: Readonly<
  Record<"hash" | "structure" | "score", FamilyWords>
> = {
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
    },
  },
};
