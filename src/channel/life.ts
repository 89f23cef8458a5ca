/*
 * How a thread hears that another has ended. Browsers end a worker without any
 * event when its memory runs out. A lock that the worker holds for as long as it
 * lives is free at that moment and never before, however busy the machine is.
 */

/** null outside a secure context, where an end without an event goes unheard. */
function lockManager(): LockManager | null {
  return (
    (globalThis.navigator as Partial<Navigator> | undefined)?.locks ?? null
  );
}

/** Holds a lock for as long as this thread lives; the name of it, once it is held. */
export function holdLife(): Promise<string | null> {
  const locks = lockManager();
  if (!locks) return Promise.resolve(null);
  const name = `bitsieve/life/${crypto.randomUUID()}`;
  return new Promise((held) => {
    locks
      .request(name, () => {
        held(name);
        return new Promise<never>(() => undefined);
      })
      // A browser that refuses locks, e.g. in a frame without an origin.
      .catch(() => held(null));
  });
}

/** Resolves when the thread that holds the lock has ended. */
export async function untilEnd(name: string): Promise<void> {
  const locks = lockManager();
  if (!locks) return new Promise<never>(() => undefined);
  await locks.request(name, () => undefined);
}
