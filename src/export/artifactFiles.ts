import { runArrays } from "./arrays";
import { metadataJson } from "./metadata";
import { rowsToCsv } from "./rowsCsv";
import type { KitContext } from "./kits/context";
import { byteFile, type KitFile, textFile } from "./kits/kitFile";
import { kitFiles } from "./kits/kitFiles";
import type { ArtifactKind, RunArtifacts } from "../model/artifacts";

/** "wordnet-10k-128bits-8pivots": names the files of a run. */
export function runName({ result }: RunArtifacts): string {
  const { dataset, config } = result;
  const safe = dataset.name.replace(/[^\w.-]+/g, "_");
  const { count, method } = config.structure;
  return `${safe}-${config.hash.bits}bits-${typeof count === "number" ? count : ""}${method}`;
}

/** The files of one kind for a run. */
export function artifactFiles(
  kind: ArtifactKind,
  context: KitContext,
): KitFile[] {
  const { artifacts } = context;
  const { result } = artifacts;
  const name = runName(artifacts);
  switch (kind) {
    case "metadata":
      return [
        byteFile("metadata.json", () =>
          metadataJson(artifacts, runArrays(artifacts)),
        ),
      ];
    case "results-csv":
      return [textFile(`${name}-results.csv`, () => rowsToCsv(result.rows))];
    case "results-json":
      return [
        textFile(
          `${name}-results.json`,
          () => `${JSON.stringify(result, null, 2)}\n`,
        ),
      ];
    default:
      return kitFiles(kind, context, name);
  }
}
