import { writeNpy } from "../data/npy";
import type {
  ExportedFile,
  ExportKind,
  RunArtifacts,
} from "../worker/messages";
import { runArrays } from "./arrays";
import { metadataJson } from "./metadata";
import { writeNpz } from "./npz";
import { rowsToCsv } from "./table";

/** "wordnet-10k-128bits-8pivots": names the files of a run. */
function runName({ result }: RunArtifacts): string {
  const { dataset, config } = result;
  const safe = dataset.name.replace(/[^\w.-]+/g, "_");
  return `${safe}-${config.hash.bits}bits-${config.pivots.count}pivots`;
}

/** The files of one kind for a run. */
export async function writeRun(
  artifacts: RunArtifacts,
  kind: ExportKind,
): Promise<ExportedFile[]> {
  const name = runName(artifacts);
  const { result } = artifacts;
  switch (kind) {
    case "npz": {
      const arrays = runArrays(artifacts);
      const metadata = await metadataJson(artifacts, arrays);
      const bytes = writeNpz(arrays, { "metadata.json": metadata });
      return [{ name: `${name}.npz`, bytes }];
    }
    case "npy":
      return Object.entries(runArrays(artifacts)).map(([array, content]) => ({
        name: `${array}.npy`,
        bytes: writeNpy(content),
      }));
    case "metadata": {
      const bytes = await metadataJson(artifacts, runArrays(artifacts));
      return [{ name: "metadata.json", bytes }];
    }
    case "results-csv":
      return [
        {
          name: `${name}-results.csv`,
          bytes: new TextEncoder().encode(rowsToCsv(result.rows)),
        },
      ];
    case "results-json":
      return [
        {
          name: `${name}-results.json`,
          bytes: new TextEncoder().encode(
            `${JSON.stringify(result, null, 2)}\n`,
          ),
        },
      ];
    default:
      throw new RangeError(`There is no export called ${String(kind)}.`);
  }
}
