import { requirePivots } from "../../search/structure/pivots/settings";
import { toPackedBytes, unpackBits } from "../../numeric/bits";
import { writeSafetensors } from "../formats/safetensors";
import type { TakeContext } from "./context";

/**
 * What a consumer must know beside the arrays, as texts: the format has no
 * others.
 */
function describe(context: TakeContext): Record<string, string> {
  const { artifacts, bits, dim, options } = context;
  const { result, embedding, model } = artifacts;
  const { space, statistic } = requirePivots(result.config.structure);
  return {
    schema: "bitsieve.parameters/1",
    made_by: `Bitsieve ${result.version}`,
    dataset: result.dataset.name,
    dataset_fingerprint: result.dataset.fingerprint,
    ...(model === null ? {} : { model }),
    ...(embedding
      ? {
          passage_prefix: embedding.settings.passagePrefix,
          query_prefix: embedding.settings.queryPrefix,
        }
      : {}),
    bits: String(bits),
    dim: String(dim),
    pivot_space: space,
    statistic,
    threshold: String(options.threshold),
    limit: String(options.limit),
    bit: artifacts.hashFormula,
    packing: "bit 0 is the most significant bit of byte 0 (numpy.packbits)",
    config: JSON.stringify(result.config),
  };
}

/** `parameters.safetensors`: mean, pca, rotation and pivots (codes as 0/1), f32 and u8. */
export function parametersFile(context: TakeContext): Uint8Array<ArrayBuffer> {
  const { artifacts, bits, dim } = context;
  const { pivotWords, pivotVectors, pivotCount } = artifacts;
  return writeSafetensors(
    {
      ...artifacts.hashArrays,
      ...(pivotWords
        ? {
            pivots: {
              shape: [pivotCount, bits],
              data: unpackBits(pivotWords, pivotCount, bits),
            },
          }
        : {}),
      ...(pivotVectors
        ? { pivots: { shape: [pivotCount, dim], data: pivotVectors } }
        : {}),
    },
    describe(context),
  );
}

/** `documents.safetensors`: ids (n,), packed_hashes (n, bytes), pivot_distances (n, P). */
export function documentsFile(context: TakeContext): Uint8Array<ArrayBuffer> {
  const { artifacts, bits, n } = context;
  const { documentIds, codeWords, pivotDistances, pivotCount } = artifacts;
  return writeSafetensors(
    {
      ids: { shape: [n], data: BigInt64Array.from(documentIds, BigInt) },
      packed_hashes: {
        shape: [n, Math.ceil(bits / 8)],
        data: toPackedBytes(codeWords, n, bits),
      },
      pivot_distances: { shape: [n, pivotCount], data: pivotDistances },
    },
    describe(context),
  );
}
