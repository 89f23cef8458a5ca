import { DataError } from "../dataError";
import type { RemoteEnvironment } from "./environment";
import type { HubDataset } from "./hubDataset";
import { isRecord, listOf, requestJson, textOr } from "./request";

/** A parquet file of a data set. */
export interface HubFile {
  readonly config: string;
  readonly split: string;
  readonly url: string;
  readonly fileName: string;
  readonly sizeBytes: number | null;
}

/** Files of one configuration and split, in order. */
export interface HubSelection {
  readonly config: string;
  readonly split: string;
  readonly files: readonly HubFile[];
}

/** Ids as the hub allows them; anything else could lead to another address. */
function checkId(id: string): void {
  if (/^[\w.-]+(\/[\w.-]+)?$/.test(id) && !/(^|\/)\.+(\/|$)/.test(id)) return;
  throw new DataError(
    "unknown-dataset",
    id,
    `“${id}” is no id of a data set.`,
    "Ids look like wikimedia/wikipedia.",
  );
}

/**
 * The parquet files of a data set: those that the hub made of it, or, with a
 * revision, those that lie in the repository itself.
 */
export async function listHubFiles(
  dataset: HubDataset,
  env: RemoteEnvironment,
  signal: AbortSignal,
): Promise<readonly HubFile[]> {
  checkId(dataset.id);
  return dataset.revision === undefined
    ? listConverted(dataset.id, env, signal)
    : listRepository(dataset.id, dataset.revision, "", env, signal);
}

async function listConverted(
  id: string,
  env: RemoteEnvironment,
  signal: AbortSignal,
): Promise<readonly HubFile[]> {
  const url = `${env.rowsApi}/parquet?dataset=${encodeURIComponent(id)}`;
  const answer = await requestJson(
    url,
    env.fetch,
    `the data set ${id}`,
    signal,
  );
  const entries = isRecord(answer) ? listOf(answer.parquet_files) : [];
  return entries.filter(isRecord).flatMap((entry) => {
    const address = textOr(entry.url, "");
    if (address === "") return [];
    return [
      {
        config: textOr(entry.config, "default"),
        split: textOr(entry.split, "train"),
        url: address,
        fileName: textOr(
          entry.filename,
          address.slice(address.lastIndexOf("/") + 1),
        ),
        sizeBytes: typeof entry.size === "number" ? entry.size : null,
      },
    ];
  });
}

/**
 * Parquet files below `folder` of a repository at a revision. The folder of a
 * file is its configuration, the first part of its name its split.
 */
export async function listRepository(
  id: string,
  revision: string,
  folder: string,
  env: RemoteEnvironment,
  signal: AbortSignal,
): Promise<readonly HubFile[]> {
  const place = `${env.hub}/api/datasets/${id}/tree/${encodeURIComponent(revision)}`;
  const url = `${place}${folder === "" ? "" : `/${folder}`}?recursive=true`;
  const answer = await requestJson(
    url,
    env.fetch,
    `the data set ${id}`,
    signal,
  );
  return listOf(answer)
    .filter(isRecord)
    .flatMap((entry) => {
      const path = textOr(entry.path, "");
      if (entry.type !== "file" || !path.endsWith(".parquet")) return [];
      const parts = path.split("/");
      const fileName = parts[parts.length - 1];
      const lfs = isRecord(entry.lfs) ? entry.lfs : {};
      const size = lfs.size ?? entry.size;
      return [
        {
          config: parts.slice(0, -1).join("/") || "default",
          split: fileName.replace(/[-.].*$/, ""),
          url: `${env.hub}/datasets/${id}/resolve/${encodeURIComponent(revision)}/${path}`,
          fileName,
          sizeBytes: typeof size === "number" ? size : null,
        },
      ];
    })
    .sort((a, b) => (a.url < b.url ? -1 : 1));
}

const unique = (values: readonly string[]) => [...new Set(values)];

/**
 * The files of the configuration and split that are asked for; without, of the
 * first configuration and of “train”, else of the first split.
 *
 * @throws DataError "unknown-dataset" naming those that exist.
 */
export function selectFiles(
  dataset: HubDataset,
  files: readonly HubFile[],
): HubSelection {
  const { id } = dataset;
  if (files.length === 0)
    throw new DataError(
      "unknown-dataset",
      id,
      `${id} has no parquet files.`,
      "Choose another data set, or download its files and open them here.",
    );
  const configs = unique(files.map(({ config }) => config));
  const config =
    dataset.config ?? (configs.includes("default") ? "default" : configs[0]);
  const ofConfig = files.filter((file) => file.config === config);
  if (ofConfig.length === 0)
    throw new DataError(
      "unknown-dataset",
      id,
      `${id} has no configuration ${config}; it has ${configs.join(", ")}.`,
      "Choose one of these.",
    );
  const splits = unique(ofConfig.map(({ split }) => split));
  const split =
    dataset.split ?? (splits.includes("train") ? "train" : splits[0]);
  const chosen = ofConfig.filter((file) => file.split === split);
  if (chosen.length === 0)
    throw new DataError(
      "unknown-dataset",
      id,
      `${id}, ${config} has no split ${split}; it has ${splits.join(", ")}.`,
      "Choose one of these.",
    );
  return { config, split, files: chosen };
}
