import type { FileWriters } from "../../../src/state/fileWriters";

/** Writers that give one empty file named by its kind. */
export const emptyWriters: FileWriters = {
  run: async (_, kind) => [{ name: kind, bytes: new Uint8Array() }],
  disk: async (_, kind) => ({
    name: kind,
    file: new File([], kind),
    peakBufferBytes: 0,
  }),
  report: async (_, kind) => [{ name: kind, bytes: new Uint8Array() }],
  perQuery: async () => [{ name: "per-query", bytes: new Uint8Array() }],
  surface: async () => [{ name: "surface", bytes: new Uint8Array() }],
};
