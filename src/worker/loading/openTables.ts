import type { Message } from "../../model/message";
import { DataError } from "../../data/dataError";
import { openHubDataset } from "../../data/remote/hub";
import { openUrl } from "../../data/remote/url";
import { openTable } from "../../data/tables/openTable";
import { openTextFiles } from "../../data/tables/textFiles";
import type { OpenTable, ReadContext } from "../../data/table";
import { type CallContext, stageContext } from "../progress";
import type { PreviewedTable } from "./columnRoles";
import type { HubAndStorage } from "../hubAndStorage";
import type { DataLocation } from "./dataSource";

/** Where tables are; Wikipedia's articles are read as texts, not as a table. */
export type TableLocation = Exclude<
  DataLocation,
  { readonly wikipedia: unknown }
>;

export interface OpenedTables {
  readonly name: string;
  readonly tables: readonly PreviewedTable[];
  /** What was noticed while they were opened. */
  readonly notes: readonly Message[];
  close(): void;
}

const previewRows = 5;

/** Lets a read report under the data step, and stops it when the call is cancelled. */
export function readContext(activity: Message, call: CallContext): ReadContext {
  const contexts = {
    rows: stageContext({ stage: "load", activity }, call),
    bytes: stageContext({ stage: "load", activity, unit: "bytes" }, call),
  };
  return {
    signal: call.signal,
    checkpoint: (done, total, unit) => contexts[unit].checkpoint(done, total),
  };
}

const isPlainText = (file: File) => /\.txt$/i.test(file.name);
const isQueryText = (file: File) => /quer/i.test(file.name);

/** Several plain texts are one document each; those named “query” stay apart. */
function groupFiles(files: readonly File[]): (File | readonly File[])[] {
  const texts = files.filter((file) => isPlainText(file) && !isQueryText(file));
  if (texts.length < 2) return [...files];
  return [...files.filter((file) => !texts.includes(file)), texts];
}

async function openFiles(
  files: readonly File[],
  signal: AbortSignal,
): Promise<OpenTable[]> {
  if (files.length === 0)
    throw new DataError("empty", "data.no-file-chosen", {});
  const tables: OpenTable[] = [];
  try {
    for (const group of groupFiles(files))
      tables.push(
        await (group instanceof File
          ? openTable(group, signal)
          : openTextFiles(group)),
      );
  } catch (error) {
    for (const table of tables) table.close();
    throw error;
  }
  return tables;
}

const withoutExtension = (name: string) => name.replace(/\.[^.]+$/, "");

/** Opens the files of a location and reads their first rows. Throws `DataError`. */
export async function openTables(
  location: TableLocation,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<OpenedTables> {
  const context = readContext({ name: "progress.opening", params: {} }, call);
  const remote = hubAndStorage.remote();
  let tables: OpenTable[];
  let name: string;
  let notes: readonly Message[] = [];
  if ("files" in location) {
    tables = await openFiles(location.files, call.signal);
    name = withoutExtension(location.files[0].name);
  } else if ("url" in location) {
    tables = [await openUrl(location.url, remote, context)];
    name = withoutExtension(tables[0].fileName);
  } else {
    const opened = await openHubDataset(location.hub, remote, context);
    tables = [opened.table];
    notes = opened.notes;
    name = location.hub.id;
  }
  const close = () => {
    for (const table of tables) table.close();
  };
  try {
    const previewed: PreviewedTable[] = [];
    for (const table of tables) {
      previewed.push({ table, preview: await table.preview(previewRows) });
      call.signal.throwIfAborted();
    }
    return { name, tables: previewed, notes, close };
  } catch (error) {
    close();
    throw error;
  }
}
