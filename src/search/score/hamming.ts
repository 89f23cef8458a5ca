import type { Codes } from "../../compute/backend";
import { checkSameBits } from "../../compute/shapes";
import type { KeyPart } from "../../compute/surfaceParts";
import { codeQuads, codeRows } from "../../gpu/layout";
import { hammingDistance, wordsPerCode } from "../../numeric/bits";
import code from "./hamming.wgsl?raw";
import { choices } from "../choices";
import type { ScoreMethod } from "./score";

/** Documents by the Hamming distance of their codes to the query's. Throws ShapeError. */
export function hammingScore(codes: Codes, queryCodes: Codes): KeyPart {
  checkSameBits("hamming", codes, queryCodes);
  const { bits } = codes;
  const words = wordsPerCode(bits);
  const quads = codeQuads(bits);
  return {
    name: "hamming",
    rows: codes.rows,
    queries: queryCodes.rows,
    most: bits,
    keyOf: (row, query) =>
      hammingDistance(
        queryCodes.words,
        query * words,
        codes.words,
        row * words,
        words,
      ),
    compiled: {
      kernel: "hamming",
      operands: () => ({
        documents: codes.words,
        queries: queryCodes.words,
        constants: new Uint32Array(0),
      }),
    },
    wgsl: {
      name: "hamming",
      code,
      constants: { keyQuads: quads },
      documents: codeRows("codes", codes),
      others: [codeRows("query codes", queryCodes)],
      cost: 4 * quads,
    },
  };
}

/** Candidates by the number of differing bits. */
export const hamming: ScoreMethod = {
  ...choices.score.hamming,
  keys: hammingScore,
};
