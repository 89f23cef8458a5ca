import type {
  CodeMistake,
  ParityFindings,
  TextVariant,
} from "../../../model/messages/parity";
import type { MessageWords } from "../../words";
import { codeProblemText } from "../codeProblem";
import { format } from "../format";

function variantText(variant: TextVariant): string {
  switch (variant.kind) {
    case "without-prefix":
      return `without its prefix “${variant.prefix}”`;
    case "with-prefix":
      return `with the prefix “${variant.prefix}”`;
    case "with-pooling":
      return `with ${variant.pooling} pooling`;
  }
}

function mistakeText(mistake: CodeMistake): string {
  switch (mistake.kind) {
    case "bits-reversed":
      return "with the bits of each byte in the other order (FAISS packs the first bit as the lowest)";
    case "bytes-reversed":
      return "with the bytes of each 64-bit word in the other order (little-endian words)";
    case "inverted":
      return "with every bit inverted (a bit is 1 where the projection is above zero)";
    case "without-mean":
      return "of the vector without subtracting the mean";
    case "without-rotation":
      return "without the rotation";
    case "rotation-transposed":
      return "with the rotation transposed";
    case "scaled":
      return `of an unnormalised vector (here ${mistake.factor} times as long)`;
  }
}

/** "Bits 3, 5, … of 128". */
function bitsText(params: {
  readonly named: readonly number[];
  readonly differing: number;
  readonly bits: number;
}): string {
  const { named, differing, bits } = params;
  const rest = differing > named.length ? ", …" : "";
  return `${differing === 1 ? "Bit" : "Bits"} ${named.join(", ")}${rest} of ${bits}`;
}

const at = (rank: number, id: number) => `Rank ${rank}: document ${id}`;

export const parityFindings: MessageWords<ParityFindings> = {
  "parity.not-given": () => "Not given.",

  "parity.vector-dimensions": ({ given, expected }) =>
    `It has ${given} dimensions, the data set ${expected}: another model, or a part of a vector.`,
  "parity.vector-not-finite": ({ value }) =>
    `Its value ${value} is no finite number.`,
  "parity.vector-not-normalised": ({ length, cosine, right }) =>
    `It is not normalised: its length is ${format.precise(length, 4)}, not 1.${
      right
        ? " Scaled to length 1 it is the right vector."
        : ` Scaled to length 1 it would still differ (cosine ${format.decimals(cosine, 4)}).`
    }`,
  "parity.vector-same": ({ cosine }) =>
    `The same vector (cosine ${format.decimals(cosine, 7)}).`,
  "parity.vector-rounded": ({ cosine }) =>
    `The same vector but for rounding (cosine ${format.decimals(cosine, 7)}): another runtime, or half precision.`,
  "parity.vector-centred": () =>
    "It is the right vector with the mean subtracted already: hashing subtracts it once more.",
  "parity.vector-of-variant": ({ variant }) =>
    `It is the vector of the same text ${variantText(variant)}.`,
  "parity.vector-another": ({ cosine }) =>
    `It is another vector (cosine ${format.decimals(cosine, 4)}): another text, model, prefix or pooling.`,

  "parity.code-unreadable": ({ problem }) => codeProblemText(problem),
  "parity.code-same": ({ bits }) => `The same code: ${bits} bits.`,
  "parity.code-rounded": ({ margin, ...which }) =>
    `${bitsText(which)}: the projection is within ${margin} of zero, rounding decides.`,
  "parity.code-mistake": ({ mistake }) =>
    `It is the code ${mistakeText(mistake)}.`,
  "parity.code-of-variant": ({ variant }) =>
    `It is the code of the same text ${variantText(variant)}.`,
  "parity.code-bit-flipped": ({ projection, ...which }) =>
    `${bitsText(which)} differs. Its projection is ${projection === null ? "beyond the code" : format.scientific(projection, 2)}: not rounding, but a flipped bit.`,
  "parity.code-differs": ({ byChance, ...which }) =>
    `${bitsText(which)} differ (${which.differing}).${
      byChance
        ? " So many differ by chance: another vector or other parameters."
        : ""
    }`,
  "parity.code-made-here": ({ finding }, { wordMessage }) =>
    `No code was given; the vector's own, made here: ${wordMessage(finding)}`,

  "parity.distances-count": ({ given, pivots }) =>
    `${given} distances are given, there are ${pivots} pivots.`,
  "parity.distances-same": ({ pivots }) =>
    `The same distances to ${pivots} pivots.`,
  "parity.distances-reordered": () =>
    "The same distances in another order: the pivots are ordered differently.",
  "parity.distance-differs": ({ pivot, given, expected, wrapped }) =>
    `Pivot ${pivot}: ${given}, not ${expected}.${
      wrapped ? " It wrapped at 256: 8 bits are too few for this hash." : ""
    }`,

  "parity.ids-same": ({ count }) =>
    `The same ${count} documents in the same order.`,
  "parity.id-unknown": ({ rank, id }) =>
    `${at(rank, id)} is not among the documents searched.`,
  "parity.id-left-out": ({ rank, id, distance }) =>
    `${at(rank, id)} (distance ${distance}) does not pass the pivot filter here.`,
  "parity.id-beyond": ({ rank, id }) =>
    `${at(rank, id)} is one more than there are.`,
  "parity.id-tied": ({ rank, id, expected, distance }) =>
    `${at(rank, id)} instead of ${expected}: both at distance ${distance}, equal distances go by id here.`,
  "parity.id-differs": ({ rank, id, distance, expected, expectedDistance }) =>
    `${at(rank, id)} (distance ${distance}), not ${expected} (distance ${expectedDistance}).`,
};
