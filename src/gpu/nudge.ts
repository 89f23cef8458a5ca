/** Where the browser tells at once that work is done, it is told by then. */
const PATIENCE_MS = 2;

const turn = (delayMs: number) =>
  new Promise<void>((resolve) => setTimeout(resolve, delayMs));

/**
 * Waits for what the device has to do, where the browser looks for the end only
 * now and then: Firefox does so every 100 ms, and whenever something is submitted
 * (bugzilla 1870699). Settles as `done` does.
 */
export async function nudged<T>(
  queue: Pick<GPUQueue, "submit">,
  done: Promise<T>,
): Promise<T> {
  let isSettled = false;
  const settle = () => {
    isSettled = true;
  };
  done.then(settle, settle);
  await Promise.race([done, turn(PATIENCE_MS)]);
  while (!isSettled) {
    queue.submit([]);
    await Promise.race([done, turn(0)]);
  }
  return done;
}
