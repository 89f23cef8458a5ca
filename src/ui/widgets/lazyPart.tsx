import { use } from "react";
import type { ComponentType } from "react";

/** A moment for a connection that comes back at once. */
const secondTryAfterMs = 500;

/** The code of a part of the page could not be fetched; `again` has the next look at it fetch it anew. */
export class PartNotLoaded extends Error {
  override readonly name = "PartNotLoaded";
  readonly again: () => void;

  constructor(cause: unknown, again: () => void) {
    super(cause instanceof Error ? cause.message : String(cause), { cause });
    this.again = again;
  }
}

/** As `load`; a failure is tried once more before it counts. */
async function loadTwice<T>(load: () => Promise<T>): Promise<T> {
  try {
    return await load();
  } catch {
    await new Promise((resume) => setTimeout(resume, secondTryAfterMs));
    return load();
  }
}

/**
 * A component that is fetched when it is first shown, under a `Suspense` and a
 * `Boundary`. Unlike with React's `lazy`, a failure is not for ever.
 */
export function lazyPart<P extends object>(
  load: () => Promise<ComponentType<P>>,
): ComponentType<P> {
  let loading: Promise<ComponentType<P>> | null = null;
  const again = () => {
    loading = null;
  };
  const fetchPart = () =>
    (loading ??= loadTwice(load).catch((cause: unknown) => {
      throw new PartNotLoaded(cause, again);
    }));
  return function LazyPart(props: P) {
    const Part = use(fetchPart());
    return <Part {...props} />;
  };
}
