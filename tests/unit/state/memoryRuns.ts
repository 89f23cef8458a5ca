import type { RunFolder } from "../../../src/state/runsActions";
import type { RunRecord } from "../../../src/model/run/record";

/** Keeps runs in memory, as files would hold them. */
export function memoryRuns(): RunFolder & {
  readonly files: Map<string, string>;
} {
  const files = new Map<string, string>();
  return {
    files,
    async readAll() {
      const documents = [...files.values()].map(
        (text): unknown => JSON.parse(text) as unknown,
      );
      return { documents, damaged: [] };
    },
    async write(id: string, record: RunRecord) {
      files.set(id, JSON.stringify(record));
    },
    async remove(id: string) {
      files.delete(id);
    },
  };
}
