import { wordsPerCode } from "../../numeric/bits";
import { toLowFirstBytes } from "../../numeric/codeWords";
import {
  type BinaryCodes,
  type LinearTransform,
  writeBinaryIndex,
  writeFloatIndex,
  writeVectorTransform,
} from "../formats/faiss";
import type { KitContext } from "./context";
import { type KitFile, textFile } from "./kitFile";

/** FAISS counts bits in whole bytes: the rest are zero in every code. */
function wholeBytes(bits: number): number {
  return Math.ceil(bits / 8) * 8;
}

/** z = A (x - mean), A = the hash's weights transposed; rows beyond the code give -1: bit 0. */
function transformOf({ artifacts, bits, dim }: KitContext): LinearTransform {
  const { hashLinear } = artifacts;
  if (!hashLinear) throw new Error("a hash that is no linear map is offered");
  const outputs = wholeBytes(bits);
  const { mean, weights: folded } = hashLinear;
  const weights = new Float32Array(outputs * dim);
  const bias = new Float32Array(outputs).fill(-1, bits);
  for (let j = 0; j < bits; j++) {
    let offset = 0;
    for (let i = 0; i < dim; i++) {
      weights[j * dim + i] = folded[i * bits + j];
      offset += folded[i * bits + j] * mean[i];
    }
    bias[j] = -offset;
  }
  return { inputs: dim, outputs, weights, bias };
}

function codesOf({ artifacts, bits, n }: KitContext): BinaryCodes {
  const words = wordsPerCode(bits);
  return {
    bits: wholeBytes(bits),
    bytes: toLowFirstBytes(artifacts.codeWords.subarray(0, n * words), n, bits),
    ids: BigInt64Array.from(artifacts.documentIds, BigInt),
  };
}

const readme = ({ n, dim, bits, options, text }: KitContext) =>
  text.readmes.faiss({
    documents: n,
    dim,
    bits,
    storedBits: wholeBytes(bits),
    limit: options.limit,
  });

/** Three files as FAISS writes them itself, and how to read them. */
export function faissFiles(context: KitContext, folder: string): KitFile[] {
  return [
    {
      path: `${folder}itq.transform`,
      passes: 0,
      write: async (sink) => writeVectorTransform(sink, transformOf(context)),
    },
    {
      path: `${folder}hashes.binary`,
      passes: 0,
      write: async (sink) => writeBinaryIndex(sink, codesOf(context)),
    },
    {
      path: `${folder}floats.index`,
      passes: 0,
      write: async (sink) =>
        writeFloatIndex(sink, transformOf(context), codesOf(context)),
    },
    textFile(`${folder}README.md`, () => readme(context)),
  ];
}
