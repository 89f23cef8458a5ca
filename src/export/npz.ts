import { zipSync } from "fflate";
import type { Zippable } from "fflate";
import { writeNpy } from "../data/npy";
import type { NpyInput } from "../data/npy";

/** Sizes and offsets have 32 bits in a zip without the 64-bit extension. */
const MAX_ZIP_BYTES = 2 ** 32 - 1;

/**
 * Writes arrays as np.savez does: a zip, stored without compression, of one .npy for each entry,
 * which np.load opens by the entries' names.
 *
 * `extraFiles`, such as metadata.json, lie beside the arrays under their full names; np.load
 * offers them as bytes. Members are sorted by name (arrays first) and carry a fixed time, so equal
 * content gives equal bytes.
 *
 * @throws RangeError for an entry whose shape does not fit its data, an empty name, two members
 *   of one name, or 4 GiB and more in all.
 */
export function writeNpz(
  entries: Readonly<Record<string, NpyInput>>,
  extraFiles: Readonly<Record<string, Uint8Array>> = {},
): Uint8Array {
  const arrays = sortedEntries(entries).map(
    ([name, array]) => [`${name}.npy`, writeNpy(array)] as const,
  );
  const members: Zippable = {};
  let sizeBytes = 0;
  for (const [name, bytes] of [...arrays, ...sortedEntries(extraFiles)]) {
    if (name === "" || name === ".npy") {
      throw new RangeError("writeNpz: a member of the archive has no name");
    }
    if (Object.hasOwn(members, name)) {
      throw new RangeError(`writeNpz: two members are called ${name}`);
    }
    members[name] = bytes;
    // Local header, central header and the name twice, beside the content.
    sizeBytes += bytes.length + 30 + 46 + 2 * name.length;
  }
  if (sizeBytes > MAX_ZIP_BYTES) {
    throw new RangeError(
      `writeNpz: ${sizeBytes} bytes do not fit into a zip archive (4 GiB); export the arrays as single .npy files`,
    );
  }
  // A zip holds local time without a zone: noon here is written as noon everywhere. Made anew for
  // each archive, because the zone can change while the page is open.
  return zipSync(members, { level: 0, mtime: new Date(1980, 0, 1, 12) });
}

function sortedEntries<T>(record: Readonly<Record<string, T>>): [string, T][] {
  return Object.entries(record).sort(([a], [b]) => (a < b ? -1 : 1));
}
