import * as v from "valibot";
import { isJsonObject, itemsThatFit, jsonObjectOf } from "../../model/json";
import { DataError } from "../dataError";
import type { RemoteEnvironment } from "./environment";
import type { HubDataset } from "./hubDataset";
import { requestJson } from "./request";

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
  throw new DataError("unknown-dataset", "data.no-dataset-id", { file: id });
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

const sizeOrNull = v.fallback(v.nullable(v.number()), null);

/** A file of the service that gives any data set as parquet. */
const convertedFile = jsonObjectOf({
  url: v.pipe(v.string(), v.minLength(1)),
  config: v.fallback(v.string(), "default"),
  split: v.fallback(v.string(), "train"),
  filename: v.fallback(v.nullable(v.string()), null),
  size: sizeOrNull,
});

/** A file in the list of a repository. */
const repositoryFile = jsonObjectOf({
  type: v.literal("file"),
  path: v.string(),
  size: sizeOrNull,
  /** Of large files: what is stored in place of their content. */
  lfs: v.fallback(jsonObjectOf({ size: sizeOrNull }), { size: null }),
});

async function listConverted(
  id: string,
  env: RemoteEnvironment,
  signal: AbortSignal,
): Promise<readonly HubFile[]> {
  const url = `${env.rowsApi}/parquet?dataset=${encodeURIComponent(id)}`;
  const answer = await requestJson(
    url,
    env.fetch,
    { kind: "dataset", file: id },
    signal,
  );
  const entries = isJsonObject(answer) ? answer.parquet_files : [];
  return itemsThatFit(convertedFile, entries).map(
    ({ config, split, url: address, filename, size }) => ({
      config,
      split,
      url: address,
      fileName: filename ?? address.slice(address.lastIndexOf("/") + 1),
      sizeBytes: size,
    }),
  );
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
    { kind: "dataset", file: id },
    signal,
  );
  return itemsThatFit(repositoryFile, answer)
    .filter(({ path }) => path.endsWith(".parquet"))
    .map(({ path, size, lfs }) => {
      const parts = path.split("/");
      const fileName = parts[parts.length - 1];
      return {
        config: parts.slice(0, -1).join("/") || "default",
        split: fileName.replace(/[-.].*$/, ""),
        url: `${env.hub}/datasets/${id}/resolve/${encodeURIComponent(revision)}/${path}`,
        fileName,
        sizeBytes: lfs.size ?? size,
      };
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
    throw new DataError("unknown-dataset", "data.dataset-no-parquet", {
      file: id,
    });
  const configs = unique(files.map(({ config }) => config));
  const config =
    dataset.config ?? (configs.includes("default") ? "default" : configs[0]);
  const ofConfig = files.filter((file) => file.config === config);
  if (ofConfig.length === 0)
    throw new DataError("unknown-dataset", "data.dataset-no-config", {
      file: id,
      config,
      configs,
    });
  const splits = unique(ofConfig.map(({ split }) => split));
  const split =
    dataset.split ?? (splits.includes("train") ? "train" : splits[0]);
  const chosen = ofConfig.filter((file) => file.split === split);
  if (chosen.length === 0)
    throw new DataError("unknown-dataset", "data.dataset-no-split", {
      file: id,
      config,
      split,
      splits,
    });
  return { config, split, files: chosen };
}
