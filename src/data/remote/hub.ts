import type { Message } from "../../model/message";
import { DataError } from "../dataError";
import type { OpenTable, ReadContext } from "../table";
import { openParquetFiles } from "../tables/parquetTable";
import { openJsonLines } from "../tables/jsonTable";
import type { RemoteEnvironment } from "./environment";
import type { HubDataset } from "./hubDataset";
import { listHubFiles, selectFiles } from "./hubFiles";
import { remoteParquet } from "./remoteParquet";
import { readApiRows } from "./rowsApi";

/** Rows that the rows service is asked for where the files cannot be read. */
const rowsOfFallback = 1000;

/** A table, and what was noticed while it was opened. */
export interface OpenedRemote {
  readonly table: OpenTable;
  readonly notes: readonly Message[];
}

/** Faults of a server that gives no ranges, not of the name or the file. */
const cannotRange = (error: unknown): error is DataError =>
  error instanceof DataError &&
  ["download-failed", "too-large", "truncated", "unknown-format"].includes(
    error.code,
  );

/**
 * Opens the parquet files of a data set of the hub, of one configuration and
 * split, as one table. Where they cannot be read by ranges, the first 1,000 rows
 * by the hub's rows service, and a note that says so.
 *
 * @throws DataError "unknown-dataset" naming what exists, and what the requests throw.
 */
export async function openHubDataset(
  dataset: HubDataset,
  env: RemoteEnvironment,
  context: ReadContext,
): Promise<OpenedRemote> {
  const { signal } = context;
  const files = await listHubFiles(dataset, env, signal);
  const selection = selectFiles(dataset, files);
  const { config, split } = selection;
  const name = `${dataset.id} ${config}/${split}`;
  const notes: Message[] = [
    {
      name: "data.dataset-part",
      params: { dataset: dataset.id, config, split },
    },
  ];
  try {
    const table = await openParquetFiles(
      name,
      selection.files.map((file) => remoteParquet(file, env)),
      signal,
    );
    return { table, notes };
  } catch (error) {
    signal.throwIfAborted();
    if (!cannotRange(error)) throw error;
    const rows = await readApiRows(
      { id: dataset.id, config, split },
      0,
      rowsOfFallback,
      env,
      context,
    ).catch(() => {
      // The first fault tells more than that of the way round it.
      throw error;
    });
    const lines = rows.map((row) => `${JSON.stringify(row)}\n`).join("");
    const table = await openJsonLines(new File([lines], name));
    notes.push({
      name: "data.rows-by-service",
      params: { rows: rows.length, cause: error.fault },
    });
    return { table, notes };
  }
}
