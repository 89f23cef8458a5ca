import { sameRun } from "../model/run/sameRun";
import type { Message } from "../model/message";
import { faultOf } from "../model/fault";
import { RecordError } from "../model/recordError";
import { parseRunRecord } from "../search/config/recordFile";
import { type Language, languages } from "../words/languages";
import { defaultName } from "./defaultName";
import type { LinkedSource, RunRecord, RunSnapshot } from "../model/run/record";

/** Runs that can be compared at once. */
export const MOST_PINNED = 6;

/** Runs kept at most, pinned ones aside: the oldest go first. */
const MOST_KEPT = 200;

/** Where runs are kept; the browser's file system in the app. */
export interface RunFolder {
  readAll(): Promise<{
    readonly documents: readonly unknown[];
    readonly damaged: readonly string[];
  }>;
  write(id: string, record: RunRecord): Promise<void>;
  remove(id: string): Promise<void>;
}

export interface RunsData {
  /** Newest first. */
  readonly runs: readonly RunRecord[];
  /** What the visitor should know of the keeping, in whole sentences. */
  readonly runsNote: Message | null;
}

export interface RunsActions {
  /** Reads what was kept before. */
  readonly openRuns: () => Promise<void>;
  /** Keeps a finished run; an equal one is replaced and keeps its name and pin. A new name is a text in the page's language, for the visitor to change. */
  readonly keepRun: (
    snapshot: RunSnapshot,
    source: LinkedSource | null,
  ) => Promise<RunRecord>;
  readonly renameRun: (id: string, name: string) => Promise<void>;
  /** Throws RecordError for a seventh. */
  readonly pinRun: (id: string, pinned: boolean) => Promise<void>;
  readonly removeRun: (id: string) => Promise<void>;
  /** Throws RecordError where the file holds no run. */
  readonly importRun: (file: File) => Promise<RunRecord>;
}

export const initialRuns: RunsData = { runs: [], runsNote: null };

function newId(): string {
  const bytes = crypto.getRandomValues(new Uint8Array(12));
  return Array.from(bytes, (byte) => byte.toString(16).padStart(2, "0")).join(
    "",
  );
}

/** The file that carries a run elsewhere. */
export function runFile(record: RunRecord): {
  name: string;
  bytes: Uint8Array;
} {
  const name = record.name.replace(/[^\w.-]+/g, "_").slice(0, 80);
  return {
    name: `${name}.bitsieve-run.json`,
    bytes: new TextEncoder().encode(`${JSON.stringify(record)}\n`),
  };
}

/** The runs of the page, kept in `folder`; where that fails they stay in memory and the note says so. */
export function createRunsActions(
  folder: RunFolder,
  store: {
    readonly get: () => RunsData & { readonly language: Language };
    readonly set: (change: Partial<RunsData>) => void;
  },
  now: () => Date = () => new Date(),
): RunsActions {
  const { get, set } = store;

  async function keep(work: () => Promise<void>): Promise<void> {
    try {
      await work();
    } catch (error) {
      const cause = faultOf(error);
      set({ runsNote: { name: "keep.runs-not-kept", params: { cause } } });
    }
  }

  async function put(record: RunRecord): Promise<void> {
    const others = get().runs.filter(({ id }) => id !== record.id);
    const runs = [record, ...others].toSorted((a, b) =>
      a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0,
    );
    let loose = 0;
    const kept = runs.filter((run) => run.pinned || ++loose <= MOST_KEPT);
    set({ runs: kept });
    await keep(async () => {
      await folder.write(record.id, record);
      for (const run of runs)
        if (!kept.includes(run)) await folder.remove(run.id);
    });
  }

  function find(id: string): RunRecord {
    const record = get().runs.find((run) => run.id === id);
    if (!record) throw new RecordError("record.no-longer-kept", {});
    return record;
  }

  let opened: Promise<void> | null = null;

  /** Reads what was kept before, once: a run that is there already is not kept twice. */
  function openOnce(): Promise<void> {
    opened ??= keep(async () => {
      const { documents, damaged } = await folder.readAll();
      let unreadable = damaged.length;
      const keptIds = new Set(get().runs.map(({ id }) => id));
      const runs: RunRecord[] = [...get().runs];
      for (const document of documents) {
        try {
          const record = parseRunRecord(document);
          if (!keptIds.has(record.id)) runs.push(record);
        } catch (error) {
          if (!(error instanceof RecordError)) throw error;
          unreadable += 1;
        }
      }
      set({
        runs: runs.toSorted((a, b) =>
          a.createdAt < b.createdAt ? 1 : a.createdAt > b.createdAt ? -1 : 0,
        ),
        ...(unreadable > 0
          ? {
              runsNote: {
                name: "keep.runs-unreadable",
                params: { runs: unreadable },
              },
            }
          : {}),
      });
    });
    return opened;
  }

  return {
    openRuns: openOnce,

    async keepRun(snapshot, source) {
      await openOnce();
      const former = get().runs.find(({ result }) =>
        sameRun(result, snapshot.result),
      );
      const record: RunRecord = {
        schema: "bitsieve.record/1",
        id: former?.id ?? newId(),
        name: former?.name ?? defaultName(snapshot, languages[get().language]),
        createdAt: now().toISOString(),
        pinned: former?.pinned ?? false,
        source,
        ...snapshot,
      };
      await put(record);
      return record;
    },

    async renameRun(id, name) {
      const trimmed = name.trim();
      if (trimmed === "") return;
      await put({ ...find(id), name: trimmed.slice(0, 120) });
    },

    async pinRun(id, pinned) {
      const record = find(id);
      const count = get().runs.filter((run) => run.pinned).length;
      if (pinned && !record.pinned && count >= MOST_PINNED)
        throw new RecordError("record.pinned-enough", { pinned: MOST_PINNED });
      await put({ ...record, pinned });
    },

    async removeRun(id) {
      set({ runs: get().runs.filter((run) => run.id !== id) });
      await keep(() => folder.remove(id));
    },

    async importRun(file) {
      await openOnce();
      let document: unknown;
      try {
        document = JSON.parse(await file.text());
      } catch {
        throw new RecordError("record.not-json", { file: file.name });
      }
      const record = parseRunRecord(document);
      const isKnown = get().runs.some(({ id }) => id === record.id);
      const unpinned = {
        ...record,
        pinned: false,
        id: isKnown ? newId() : record.id,
      };
      await put(unpinned);
      return unpinned;
    },
  };
}
