import type { FileWriters } from "../../../src/state/exportFiles";

/** Writers that give one empty file named by its kind. */
export const emptyWriters: FileWriters = {
  run: async (_, kind) => [{ name: kind, bytes: new Uint8Array() }],
  report: async (_, kind) => [{ name: kind, bytes: new Uint8Array() }],
  perQuery: async () => [{ name: "per-query", bytes: new Uint8Array() }],
  surface: async () => [{ name: "surface", bytes: new Uint8Array() }],
};
