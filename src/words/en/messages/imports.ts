import type { ImportMessages } from "../../../model/messages/imports";
import type { MessageWords } from "../../words";
import { format } from "../format";

const spaces: Readonly<Record<string, string>> = {
  hamming: "Hamming distance",
  cosine: "1 - cos",
  angular: "angle",
};

const short = (value: number) => format.decimals(value, 3);

export const importMessages: MessageWords<ImportMessages> = {
  "import.hash-used": ({ names, bits }) =>
    `Hashing with the imported ${format.list(names)} of ${bits} bits.`,
  "import.pivots-as-vectors": ({ count, space }) =>
    `${count} pivots are vectors: compared by ${spaces[space]}.`,
  "import.pivots-as-codes": ({ count, bits }) =>
    `${count} pivots are codes of ${bits} bits: compared by Hamming distance.`,
  "import.pivots-packed": ({ file }) =>
    `${file} is packed: the first bit is taken as the highest of its byte.`,
  "import.pivots-space-not-recorded": ({ file, width }) =>
    `${file} does not record its space. Floats of ${width} dimensions are vectors; their thresholds are cosine distances (0.15), not bits (20).`,
  "import.codes-recorded-otherwise": ({ file, space }) =>
    `${file} holds codes, but ${space} is recorded as its space: they are compared by Hamming distance.`,
  "import.mean-too-long": ({ length }) =>
    `The imported mean has length ${short(length)}: it was taken of vectors that were not scaled to length 1, these are.`,
  "import.mean-far": ({ drift, spread, cosine }) =>
    `The imported mean lies ${short(drift)} from the mean of these documents, whose own distance from it is ${short(spread)} (cosine of the two means ${short(cosine)}): the parameters come from another model, prefix or domain.`,
  "import.another-model": ({ model, datasetModel }) =>
    `The parameters were made for ${model}, the data set's vectors by ${datasetModel}.`,
  "import.distances-wrapped": ({ file, bits }) =>
    `${file} holds distances of ${bits} bits in 8 bits each: 256 became 0. They are not used; distances are computed again here.`,
  "import.vectors-not-normalised": ({ file, row, length }) =>
    `${file} came along with vectors that are not of length 1 (row ${row}: ${short(length)}). They are not used; parameters trained on them expect such vectors, these are scaled.`,
  "import.settings-unusable": ({ cause }, { wordFault }) =>
    `The recorded settings cannot be used here: ${wordFault(cause).message}`,
};
