import { Budget } from "./budget";
import { DataError } from "./dataError";
import { decodeUtf8 } from "./utf8";

const bytesPerPiece = 1 << 22;

/**
 * The lines of a UTF-8 file, read in pieces; the first `limit` lines only,
 * where it is given. A byte order mark is dropped; the last line break ends the
 * last line.
 *
 * @throws DataError "bad-utf8" naming the byte.
 */
export async function readLines(
  file: File,
  limit: number | null = null,
): Promise<string[]> {
  const decoder = new TextDecoder("utf-8", { fatal: true });
  const budget = new Budget(file.name);
  const lines: string[] = [];
  let rest = "";
  for (let offset = 0; offset < file.size; offset += bytesPerPiece) {
    const piece = file.slice(offset, offset + bytesPerPiece);
    let text: string;
    try {
      const stream = offset + bytesPerPiece < file.size;
      text = decoder.decode(await piece.arrayBuffer(), { stream });
    } catch (error) {
      throw await notUtf8(file, error);
    }
    const parts = (rest + text).split("\n");
    rest = parts.pop() ?? "";
    budget.check("characters", rest.length);
    for (const line of parts)
      lines.push(line.endsWith("\r") ? line.slice(0, -1) : line);
    if (limit !== null && lines.length >= limit) return lines.slice(0, limit);
  }
  if (rest !== "") lines.push(rest);
  return lines;
}

/** The same error with its place, which takes another look at the bytes. */
async function notUtf8(file: File, cause: unknown): Promise<Error> {
  try {
    decodeUtf8(new Uint8Array(await file.arrayBuffer()), file.name);
  } catch (error) {
    if (error instanceof Error) return error;
  }
  return new DataError(
    "bad-utf8",
    "data.not-utf8",
    { file: file.name },
    { cause },
  );
}
