import type { ByteSink } from "../formats/byteSink";
import { writeText } from "../formats/byteSink";
import type { RowReader } from "./context";

/** A file that can be written: at once, or as the documents are read. */
export interface KitFile {
  /** With its folders: "duckdb/query.sql". */
  readonly path: string;
  /** How often it reads all documents: 0 or 1. For progress. */
  readonly passes: 0 | 1;
  readonly write: (sink: ByteSink, rows: RowReader) => Promise<void>;
}

/** A file that is known as a text. */
export function textFile(path: string, text: () => string): KitFile {
  return {
    path,
    passes: 0,
    write: async (sink) => writeText(sink, text()),
  };
}

/** A file that is made in one piece. */
export function byteFile(
  path: string,
  bytes: () => Uint8Array | Promise<Uint8Array>,
): KitFile {
  return {
    path,
    passes: 0,
    write: async (sink) => sink.write(await bytes()),
  };
}
