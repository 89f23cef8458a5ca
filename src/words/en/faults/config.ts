import type { ConfigFaults } from "../../../model/faults/config";
import { type FaultWords, wordRefusal } from "../../words";
import { codeProblemText } from "../codeProblem";
import { format } from "../format";
import { hindranceText } from "../hindrance";
import { settingFaults } from "./settings";

const seedless = {
  "hash-draws-nothing": "This hash draws nothing.",
  "structure-draws-nothing": "This structure draws nothing.",
  "pivots-imported": "The pivots were imported.",
  "rotation-imported": "The rotation was imported.",
  census: "Every document asked.",
  "queries-given": "The queries are given, not drawn.",
} as const;

export const configFaults: FaultWords<ConfigFaults> = {
  ...settingFaults,
  "method.refused": wordRefusal,
  "config.no-dataset": () => ({
    message: "No data set is open.",
    hint: "Open the sample or files of your own first.",
  }),
  "config.no-run": () => ({
    message: "Nothing has been evaluated yet.",
    hint: "Run an evaluation first.",
  }),
  "config.dataset-replaced": () => ({
    message: "Another data set was opened while the parameters were read.",
    hint: "Import them again.",
  }),
  "config.run-replaced": () => ({
    message:
      "Another run has taken the place of the one that was being exported.",
    hint: "Export again.",
  }),

  "config.census-of-protocol": ({ protocol }) => ({
    message: `A census asks with every document of the corpus, which protocol ${protocol} does not.`,
    hint: "Choose protocol notebook-62 or notebook-67, or set queries.census to false.",
  }),
  "config.census-too-large": ({ documents, most }) => ({
    message: `A census of ${documents} documents is too large for one page.`,
    hint: `Open ${most} documents or fewer, or ask with a sample of them.`,
  }),
  "config.bits-above-dimensions": ({ bits, dim }) => ({
    message: `${bits} bits need vectors of at least ${bits} dimensions; these have ${dim}.`,
    hint: `Choose ${dim} bits or fewer.`,
  }),
  "config.no-own-queries": () => ({
    message: "This data set has no query vectors of its own.",
    hint: "Open a second .npy whose name contains “query”, or choose the held-out protocol.",
  }),
  "config.queries-above-available": ({ asked, available }) => ({
    message: `${asked} queries are asked for, ${available} are there.`,
    hint: `Choose ${available} queries or fewer.`,
  }),
  "config.k-above-documents": ({ k, documents }) => ({
    message: `k = ${k} neighbours cannot be found among ${documents} documents.`,
    hint: `Choose k = ${documents} or less.`,
  }),

  "config.no-given-neighbours": () => ({
    message: "This data set brought no neighbours of its queries.",
    hint: "Open a file of neighbours beside the queries, or set groundTruth to exact.",
  }),
  "config.given-neighbours-of-others": () => ({
    message:
      "The neighbours that came with the data set belong to its own queries, which do not ask here.",
    hint: "Choose protocol own-queries or held-out, or set groundTruth to exact.",
  }),
  "config.k-above-given": ({ k, given }) => ({
    message: `k = ${k} neighbours are asked for; ${given} of each query came with the data set.`,
    hint: `Choose k = ${given} or less, or set groundTruth to exact.`,
  }),
  "config.given-neighbour-unknown": ({ neighbour, query, documents }) => ({
    message: `Neighbour ${neighbour} of query ${query} is no document of this data set, which has ${documents}.`,
    hint: "Open the documents that the neighbours were found among, or set groundTruth to exact.",
  }),
  "config.given-neighbour-twice": ({ query, k }) => ({
    message: `Query ${query} has the same neighbour twice among its first ${k}.`,
    hint: "Mend the file of neighbours, or set groundTruth to exact.",
  }),

  "config.imported-pivots-bits": ({ pivotBits, bits }) => ({
    message: `The imported pivots have ${pivotBits} bits, the hash ${bits}.`,
    hint: `Set ${pivotBits} bits, or clear the imported pivots.`,
  }),
  "config.imported-start-bits": ({ names, startBits, bits }) => ({
    message: `The imported ${format.list(names)} is for ${startBits} bits, the hash has ${bits}.`,
    hint: `Set ${startBits} bits, or clear the imported parameters.`,
  }),
  "config.imported-hash-of-another": ({ names, method, methods }) => ({
    message: `Hash ${method} cannot use the imported ${format.list(names)}.`,
    hint: `Choose hash ${format.options(methods)}, or clear the imported parameters.`,
  }),
  "config.imported-query-unknown": ({ id, queries }) => ({
    message: `The imported query id ${id} is not among the ${queries} queries of this data set.`,
    hint: `Import ids from 0 to ${queries - 1}, or choose a protocol that asks with documents.`,
  }),

  "config.query-empty": () => ({
    message: "The query is empty.",
    hint: "Type a few words.",
  }),
  "config.query-model-unknown": ({ dim }) => ({
    message: "The data set does not say which model made its vectors.",
    hint: `Choose the model: it must be the one that made them, with ${dim} dimensions.`,
  }),
  "config.query-model-dimensions": ({ model, modelDim, dim }) => ({
    message: `${model} makes vectors of ${modelDim} dimensions, the data set has ${dim}.`,
    hint: "Choose the model that made the data set's vectors.",
  }),
  "config.no-such-query": ({ kind, id, count }) => ({
    message: `There is no ${kind} ${id}.`,
    hint:
      count > 0
        ? `Choose a number from 0 to ${count - 1}.`
        : "This data set has no queries of its own; choose a document.",
  }),

  "config.not-exportable": (hindrance) => ({
    message: hindranceText(hindrance),
    hint: "Take the arrays, a database or the golden vectors home instead.",
  }),
  "config.no-count": ({ name, value }) => ({
    message: `${value} is not allowed for ${name}.`,
    hint: "Give whole numbers from 1 on.",
  }),
  "config.part-above-whole": ({ name, part, whole }) => ({
    message: `${name} ${part} is more than the ${whole} of the last run.`,
    hint: `Choose ${whole} or fewer, or run again with ${name} ${part}.`,
  }),
  "config.no-parts": ({ name, structure }) => ({
    message: `The last run has no ${name}: its structure is ${structure}.`,
    hint: `Leave ${name} out, or run again with a structure that has ${name}.`,
  }),
  "config.threshold-negative": ({ threshold }) => ({
    message: `Threshold ${threshold} is not allowed.`,
    hint: "Give a number from 0 on, or null for no filter.",
  }),
  "config.seeds-count": ({ seeds, most }) => ({
    message: `${seeds} seeds cannot be compared.`,
    hint: `Give a whole number from 2 to ${most}.`,
  }),
  "config.seed-decides-nothing": ({ why }) => ({
    message: `${seedless[why]} Another seed would change nothing.`,
    hint: "Vary another seed.",
  }),
  "config.parity-no-subject": ({ problem }) => ({
    message: problem
      ? codeProblemText(problem)
      : "Neither a vector of the data set's dimensions nor a code is given.",
    hint: "Choose the document or query that it belongs to, or give its vector or code.",
  }),
  "config.parity-nothing-given": () => ({
    message: "Nothing to compare was given.",
    hint: "Give a vector, a code, pivot distances or ids.",
  }),
};
