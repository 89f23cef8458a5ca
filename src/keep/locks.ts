import { KeepError } from "./types";

/** Entries that this store writes, where the browser has no locks. */
const ownLocks = new Set<string>();

/**
 * Takes the lock of an entry, over all tabs of the browser; the returned
 * function frees it. A killed tab frees its locks by itself.
 *
 * @throws KeepError "locked".
 */
export async function lockEntry(id: string): Promise<() => void> {
  const name = `bitsieve/embeddings/${id}`;
  const locks = (globalThis.navigator as Partial<Navigator> | undefined)?.locks;
  if (!locks) {
    if (ownLocks.has(name)) throw lockedError();
    ownLocks.add(name);
    return () => ownLocks.delete(name);
  }
  return new Promise((resolve, reject) => {
    locks
      .request(name, { ifAvailable: true }, (lock) => {
        if (!lock) {
          reject(lockedError());
          return undefined;
        }
        // Held until the returned promise settles.
        return new Promise<void>((release) => resolve(() => release()));
      })
      .catch(reject);
  });
}

function lockedError(): KeepError {
  return new KeepError("locked", "keep.made-elsewhere", {});
}
