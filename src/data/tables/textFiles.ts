import { DataError } from "../dataError";
import type { OpenTable } from "../table";
import { decodeUtf8 } from "../utf8";
import { lineOf } from "../jsonLines";
import { readLines } from "../lines";
import { recordTable } from "./recordTable";

/**
 * Opens a plain text file: each line is a document, empty lines too.
 *
 * @throws DataError "empty" when no line has a visible character, "bad-utf8".
 */
export function openLines(file: File): Promise<OpenTable> {
  return recordTable({
    fileName: file.name,
    format: "txt",
    sizeBytes: file.size,
    async read(limit) {
      const lines = await readLines(file, limit);
      if (!lines.some((line) => line.trim() !== ""))
        throw new DataError("empty", "data.no-line-with-text", {
          file: file.name,
          bytes: file.size,
        });
      return {
        columns: ["text"],
        rows: lines.map((line) => [line]),
        placeOf: lineOf,
      };
    },
  });
}

/**
 * Opens several plain text files as one table: each file is a document, its
 * name is the title.
 *
 * @throws DataError "bad-utf8" naming the file.
 */
export function openTextFiles(files: readonly File[]): Promise<OpenTable> {
  const [first] = files;
  return recordTable({
    fileName: `${first.name} and ${files.length - 1} more`,
    format: "txt",
    sizeBytes: files.reduce((sum, { size }) => sum + size, 0),
    async read(limit) {
      const rows: string[][] = [];
      for (const file of files.slice(0, limit ?? files.length)) {
        const bytes = new Uint8Array(await file.arrayBuffer());
        rows.push([decodeUtf8(bytes, file.name), file.name]);
      }
      return {
        columns: ["text", "title"],
        rows,
        placeOf: (row) => ({ unit: "file", name: files[row].name }),
      };
    },
  });
}
