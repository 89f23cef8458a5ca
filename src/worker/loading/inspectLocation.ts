import type { Message } from "../../model/message";
import { planWikipedia } from "../../data/remote/wikipedia";
import { openTables, readContext } from "./openTables";
import type { CallContext } from "../progress";
import { guessRoles } from "./columnRoles";
import type { HubAndStorage } from "../hubAndStorage";
import type {
  ColumnChoice,
  ColumnRoles,
  InspectRequest,
  Inspection,
  TableReport,
} from "./dataSource";

const noRoles: ColumnRoles = {
  vectors: null,
  texts: null,
  titles: null,
  queryVectors: null,
  queryTexts: null,
  neighbours: null,
};

/**
 * What a location holds, what the app would read of it, and what that costs to
 * download. Only headers, footers and first rows are read. Throws `DataError`.
 */
export async function inspectLocation(
  { location, rows = { kind: "all" }, columns }: InspectRequest,
  hubAndStorage: HubAndStorage,
  call: CallContext,
): Promise<Inspection> {
  if ("wikipedia" in location) {
    const plan = await planWikipedia(
      location.wikipedia,
      hubAndStorage.remote(),
      readContext({ name: "progress.asking-for-articles", params: {} }, call),
    );
    return {
      name: `Wikipedia ${location.wikipedia.language}`,
      tables: [],
      roles: noRoles,
      documents: location.wikipedia.count ?? 10_000,
      downloadBytes: plan.downloadBytes,
      needsModel: true,
      notes: plan.notes,
    };
  }
  const opened = await openTables(location, hubAndStorage, call);
  try {
    const { roles, ambiguous } = guessRoles(opened.tables, columns);
    const chosen = Object.values<ColumnChoice | null>({ ...roles }).filter(
      (choice) => choice !== null,
    );
    let downloadBytes: number | null = 0;
    for (const { table } of opened.tables) {
      const wanted = chosen
        .filter(({ file }) => file === table.fileName)
        .map(({ column }) => column);
      if (wanted.length === 0) continue;
      const bytes = await table.downloadBytes([...new Set(wanted)], rows);
      downloadBytes =
        bytes === null || downloadBytes === null ? null : downloadBytes + bytes;
    }
    const main = roles.vectors ?? roles.texts;
    const available =
      opened.tables
        .find(({ table }) => table.fileName === main?.file)
        ?.table.columns.find(({ name }) => name === main?.column)?.rows ?? null;
    const documents =
      rows.kind === "all" || available === null
        ? available
        : Math.min(available, rows.count);
    const tables: TableReport[] = opened.tables.map(({ table, preview }) => ({
      fileName: table.fileName,
      format: table.format,
      sizeBytes: table.sizeBytes,
      columns: table.columns,
      preview,
    }));
    return {
      name: opened.name,
      tables,
      roles,
      documents,
      downloadBytes,
      needsModel: roles.vectors === null && roles.texts !== null,
      notes: [
        ...opened.notes,
        ...ambiguous.map(({ role, candidates }): Message => ({
          name: "data.columns-to-choose",
          params: {
            role,
            candidates: candidates.map(({ file, column }) => ({
              file,
              column,
            })),
          },
        })),
      ],
    };
  } finally {
    opened.close();
  }
}
