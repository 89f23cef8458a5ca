import {
  isJsonObject,
  itemsThatFit,
  jsonObject,
  type JsonObject,
  jsonObjectOf,
} from "../../model/json";
import { waitFor } from "./pause";
import { DataError } from "../dataError";
import type { ReadContext } from "../table";
import type { RemoteEnvironment } from "./environment";
import { requestJson } from "./request";

/** What the service gives at once. */
const rowsPerRequest = 100;
/** Waits after the answer that too much was asked, in turn. */
const waitsMs = [2000, 8000, 20_000];

/** A row as the service gives it. */
const apiRow = jsonObjectOf({ row: jsonObject });

export interface RowsPlace {
  readonly id: string;
  readonly config: string;
  readonly split: string;
}

/**
 * Rows [offset, offset + count) of a data set by the hub's rows service, 100 at
 * a time, one request after the other; fewer where the data set ends.
 *
 * @throws DataError as the requests; after three waits also for too many requests.
 */
export async function readApiRows(
  { id, config, split }: RowsPlace,
  offset: number,
  count: number,
  env: RemoteEnvironment,
  context: ReadContext,
): Promise<readonly JsonObject[]> {
  const rows: JsonObject[] = [];
  while (rows.length < count) {
    const length = Math.min(rowsPerRequest, count - rows.length);
    const query = new URLSearchParams({
      dataset: id,
      config,
      split,
      offset: String(offset + rows.length),
      length: String(length),
    });
    const page = await patiently(
      () =>
        requestJson(
          `${env.rowsApi}/rows?${query.toString()}`,
          env.fetch,
          { kind: "rows", file: id },
          context.signal,
        ),
      context.signal,
    );
    const entries = isJsonObject(page) ? page.rows : [];
    rows.push(...itemsThatFit(apiRow, entries).map(({ row }) => row));
    await context.checkpoint(rows.length, count, "rows");
    if (!Array.isArray(entries) || entries.length < length) break;
  }
  return rows;
}

async function patiently<T>(
  ask: () => Promise<T>,
  signal: AbortSignal,
): Promise<T> {
  for (const waitMs of waitsMs) {
    try {
      return await ask();
    } catch (error) {
      const isBusy =
        error instanceof DataError &&
        error.fault.name === "data.host-status" &&
        error.fault.params.status === 429;
      if (!isBusy) throw error;
      await waitFor(waitMs, signal);
    }
  }
  return ask();
}
