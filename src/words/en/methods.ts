import type { Choice } from "../../model/run/configuration";
import { readSettings } from "../../model/settings";
import type { TrainingRefusals } from "../../search/hash/trainingSettings";
import { pivotRule } from "../../search/structure/pivots/keepRule";
import type { PivotRefusals } from "../../search/structure/pivots/refusals";
import { pivotSettings } from "../../search/structure/pivots/settings";
import type {
  FamilyWords,
  RefusalWords,
  SettingWords,
  StoredWords,
} from "../words";
import { trainedSeries } from "./figures";

const trainRows: SettingWords = {
  label: "Train on",
  help: "Documents that the fit learns from. Where there are more, so many are drawn; codes are made of all.",
};

const bits: SettingWords = {
  label: "Bits",
  help: "Length of a hash. More bits keep more of the geometry and cost more bytes.",
};

const trainingRefusals: RefusalWords<TrainingRefusals> = {
  "covariance-too-large": ({ dim, bytes, most }) => ({
    message: `Learning from vectors of ${dim} dimensions takes ${bytes} bytes of memory, more than the page can give; up to ${most} dimensions are learned from.`,
    hint: `Open vectors of ${most} dimensions or fewer.`,
  }),
  "train-rows-below-bits": ({ bits, trainRows }) => ({
    message: `${bits} bits need at least ${bits} documents to train on; hash.trainRows allows ${trainRows}.`,
    hint: `Set hash.trainRows to ${bits} or more.`,
  }),
  "documents-below-bits": ({ bits, documents }) => ({
    message: `${bits} bits need at least ${bits} documents to train on; there are ${documents}.`,
    hint: "Choose fewer bits or fewer queries, or open more documents.",
  }),
};

const gridNames = { cosine: "Cosine", angular: "Angular" } as const;

const pivotRefusals: RefusalWords<PivotRefusals> = {
  "above-documents": ({ count, documents }) => ({
    message: `${count} pivots cannot be chosen from ${documents} documents.`,
    hint: `Choose ${documents} pivots or fewer.`,
  }),
  "threshold-not-whole": ({ threshold }) => ({
    message: `Threshold ${threshold} is not a whole number of bits.`,
    hint: "Hamming pivots take whole thresholds such as 15 or 20.",
  }),
  "threshold-off-grid": ({ threshold, space, most }) => ({
    message: `Threshold ${threshold} is not on the grid of ${space} distances.`,
    hint: `${gridNames[space]} pivots take thresholds from 0 to ${most} with at most three decimals, such as 0.15.`,
  }),
};

/** A seed is told only where it is not the usual one. */
function seedName(word: string, { seed }: Choice): string[] {
  return seed === 42 || seed === undefined ? [] : [`${word} ${seed}`];
}

const spaces: Readonly<Record<string, string>> = {
  hamming: "Hamming",
  cosine: "1 − cos",
  angular: "angle",
};

const distances: Readonly<Record<string, string>> = {
  hamming: "Hamming distances of codes",
  cosine: "1 − cosine",
  angular: "angles in radians",
};

/** Of a structure that says nothing of its columns. */
export const plainStored: StoredWords = {
  one: "column",
  many: "stored values",
  column: "what the structure stores of the document",
  ofQuery: "values of the stored columns",
  bound: "the last stored value that t lets pass",
  filter: (t, names) => `Filter: t = ${t} bounds ${names.join(", ")}.`,
};

/** What the registered methods and their settings are called. */
export const methods = {
  hash: {
    itq: {
      title: "ITQ",
      help: "Iterative quantization: principal axes, turned step by step until the signs lose least.",
      settings: {
        bits,
        iterations: {
          label: "Iterations",
          help: "Steps of iterative quantization (ITQ): each turns the axes a little so that the signs lose less. The notebooks use 50.",
        },
        seed: {
          label: "Hash seed",
          help: "Seed of the initial rotation. Another seed reaches another, equally good, rotation.",
        },
        trainRows,
      },
      name: (choice) => [`${choice["bits"]} bits`],
      report: ({ bits, iterations, seed }) =>
        `ITQ: ${bits} bits, ${iterations} iterations, seed ${seed}.`,
      unusual: (choice) => seedName("hash seed", choice),
      refusals: trainingRefusals,
      series: trainedSeries,
    },
    "pca-rotation": {
      title: "PCA, random rotation",
      help: "Principal axes and one random rotation of them, without ITQ’s iterations.",
      settings: {
        bits,
        seed: {
          label: "Hash seed",
          help: "Seed that draws the rotation.",
        },
        trainRows,
      },
      name: (choice) => [`${choice["bits"]} bits by PCA and a random rotation`],
      report: ({ bits, seed }) =>
        `PCA and a random rotation: ${bits} bits, seed ${seed}.`,
      unusual: (choice) => seedName("hash seed", choice),
      refusals: trainingRefusals,
      series: trainedSeries,
    },
  },
  structure: {
    pivots: {
      title: "Pivots",
      help: "Documents whose distances to some pivots differ too much from the query’s are left out before any hash is compared.",
      settings: {
        count: {
          label: "Pivots",
          help: "Reference documents. Each adds one stored distance per document and makes the filter stricter.",
        },
        seed: {
          label: "Pivot seed",
          help: "Seed that draws the first pivot; the others are the furthest from those before.",
        },
        space: {
          label: "Distance",
          help: "How far a document is from a pivot. Hamming: differing bits of the codes. 1 − cos: as notebook 67; no metric. Angle: arc cosine in radians, a metric.",
          options: spaces,
        },
        statistic: {
          label: "Statistic",
          help: "What is compared with t. Largest difference over the pivots: the notebooks' filter. Root of the summed squares: the same stored distances, usually a better filter, but in Hamming space without the guarantee.",
          options: {
            max: "largest difference (notebooks)",
            "sum-of-squares": "root of summed squares",
          },
        },
      },
      name: (choice) => [
        `${choice["count"]} ${choice["space"] === "hamming" ? "" : `${choice["space"]} `}pivots`,
        ...(choice["statistic"] === "max" ? [] : ["squares"]),
      ],
      report(choice) {
        const { count, strategy, seed, ...settings } = readSettings(
          pivotSettings,
          choice,
        );
        const { fold, op } = pivotRule(settings);
        return `${count} pivots (${strategy}, seed ${seed}) by ${distances[settings.space]}; a document is kept when ${
          fold === "max"
            ? "the largest difference over the pivots"
            : "the root of the sum of squared differences"
        } is ${op === "<" ? "below" : "at most"} t.`;
      },
      unusual: (choice) => seedName("pivot seed", choice),
      card: ({ space }) => [spaces[space]],
      tab: {
        name: "Pivots",
        title: "Do the pivots see the documents from different sides?",
      },
      refusals: pivotRefusals,
      stored: {
        one: "pivot",
        many: "pivot distances",
        column: "distance to each pivot",
        ofQuery: "distances to the pivots",
        bound: "the query's distance - t and + t",
        filter: (t, names) =>
          `Pivot filter: its distances +- ${t} bound ${names.slice(0, 2).join(", ")}, ...`,
      },
    },
    scan: {
      title: "Every document",
      help: "No structure: every hash is compared.",
      settings: {},
      name: () => ["no filter"],
      report: () => "Every hash is compared; nothing is left out before.",
      unusual: () => [],
    },
  },
  score: {
    hamming: {
      title: "Hamming distance",
      help: "Candidates go by the number of differing bits.",
      settings: {},
      name: () => [],
      report: () => "Candidates go by Hamming distance.",
      unusual: () => [],
    },
  },
} satisfies Readonly<Record<"hash" | "structure" | "score", FamilyWords>>;
