import { ruleFormula } from "../search/rule/formula";
import { fingerprint } from "../data/fingerprint";
import { type NpyInput, writeNpy } from "../data/npy";
import type { RunArtifacts } from "../model/artifacts";
import { factsInCamelCase } from "./kits/factNames";
import { groundTruth, packing } from "./recordFields";

/** Where the arrays of a run come from and how they are read; shapes and hashes of `arrays`. */
export function describeArtifacts(
  artifacts: RunArtifacts,
  arrays: Readonly<Record<string, object>>,
): Uint8Array {
  const { result } = artifacts;
  const metadata = {
    schema: "bitsieve.parameters/1",
    madeBy: `Bitsieve ${result.version}`,
    dataset: result.dataset,
    model: artifacts.model,
    config: result.config,
    imported: result.imported,
    corpusSize: result.corpusSize,
    querySource: result.querySource,
    device: result.device,
    statistics: result.fit,
    encoding: {
      bit: artifacts.hashFormula,
      packing,
      ...factsInCamelCase(artifacts.structureFacts),
      filter: artifacts.rule && ruleFormula(artifacts.rule),
      groundTruth: groundTruth[result.config.groundTruth],
    },
    arrays,
  };
  return new TextEncoder().encode(`${JSON.stringify(metadata, null, 2)}\n`);
}

/**
 * `metadata.json`: where the arrays come from (data set, model, protocol,
 * seeds, device), what was measured while fitting, how to read them, and the
 * shape, dtype and SHA-256 of each as a single `.npy` file.
 */
export async function metadataJson(
  artifacts: RunArtifacts,
  arrays: Readonly<Record<string, NpyInput>>,
): Promise<Uint8Array> {
  const described: Record<string, object> = {};
  for (const [name, array] of Object.entries(arrays))
    described[name] = {
      shape: array.shape,
      dtype: array.dtype,
      sha256: await fingerprint([writeNpy(array)]),
    };
  return describeArtifacts(artifacts, described);
}
