import { arraysOfColumns } from "../../search/rule/column";
import { toPackedBytes } from "../../numeric/bits";
import { writeSafetensors } from "../formats/safetensors";
import type { KitContext } from "./context";
import { packing } from "../recordFields";

/**
 * What a consumer must know beside the arrays, as texts: the format has no
 * others.
 */
function describe(context: KitContext): Record<string, string> {
  const { artifacts, bits, dim, options } = context;
  const { result, embedding, model } = artifacts;
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
    ...artifacts.structureFacts,
    threshold: String(options.threshold),
    limit: String(options.limit),
    bit: artifacts.hashFormula,
    packing,
    config: JSON.stringify(result.config),
  };
}

/** `parameters.safetensors`: the hash's and the structure's arrays (codes as 0/1), f32 and u8. */
export function parametersFile(context: KitContext): Uint8Array<ArrayBuffer> {
  const { hashArrays, structureArrays } = context.artifacts;
  return writeSafetensors(
    { ...hashArrays, ...structureArrays },
    describe(context),
  );
}

/** `documents.safetensors`: ids (n,), packed_hashes (n, bytes), and what the structure stores (n, columns). */
export function documentsFile(context: KitContext): Uint8Array<ArrayBuffer> {
  const { artifacts, bits, n } = context;
  const { documentIds, codeWords, columns } = artifacts;
  return writeSafetensors(
    {
      ids: { shape: [n], data: BigInt64Array.from(documentIds, BigInt) },
      packed_hashes: {
        shape: [n, Math.ceil(bits / 8)],
        data: toPackedBytes(codeWords, n, bits),
      },
      ...Object.fromEntries(arraysOfColumns(columns)),
    },
    describe(context),
  );
}
