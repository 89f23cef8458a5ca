import { Zip, ZipPassThrough } from "fflate";
import type { ByteSink } from "./byteSink";

/** Sizes and offsets have 32 bits in a zip without the 64-bit extension. */
const MOST_ZIP_BYTES = 2 ** 32 - 1;

/** A zip that is written member after member, stored without compression. */
export interface ZipWriter {
  /** Begins a member; the one before is complete. */
  member(path: string): ByteSink;
  /** Writes the central directory. */
  finish(): void;
}

/**
 * Writes a zip into `sink` as its members arrive; only the directory is held in
 * memory. Times are fixed, so that equal content gives equal bytes.
 *
 * @throws RangeError on 4 GiB and more, and on two members of one path.
 */
export function createZip(sink: ByteSink): ZipWriter {
  const zip = new Zip((error, chunk) => {
    if (error) throw error;
    if (sink.sizeBytes + chunk.length > MOST_ZIP_BYTES)
      throw new RangeError(
        "A zip holds at most 4 GiB: leave the vectors out, or take a single Parquet file.",
      );
    sink.write(chunk);
  });
  const paths = new Set<string>();
  let open: ZipPassThrough | null = null;
  const close = () => open?.push(new Uint8Array(0), true);
  return {
    member(path) {
      if (paths.has(path))
        throw new RangeError(`Two members of the zip are called ${path}.`);
      paths.add(path);
      close();
      const entry = new ZipPassThrough(path);
      // A zip holds local time without a zone: noon here is noon everywhere.
      entry.mtime = new Date(1980, 0, 1, 12);
      zip.add(entry);
      open = entry;
      let sizeBytes = 0;
      return {
        get sizeBytes() {
          return sizeBytes;
        },
        write(bytes) {
          sizeBytes += bytes.length;
          entry.push(bytes);
        },
      };
    },
    finish() {
      close();
      open = null;
      zip.end();
    },
  };
}
