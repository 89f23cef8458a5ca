import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { writeNpy } from "../../../src/data/npy";
import type { Progress } from "../../../src/worker/messages";
import type { CallContext } from "../../../src/worker/progress";
import { createSession } from "../../../src/worker/session";

/** A session on the reference backend, with a clock that only counts calls. */
export function referenceSession() {
  let ticks = 0;
  return createSession({
    now: () => ticks++,
    chooseDevice: async () => ({
      backend: createReferenceBackend(),
      info: {
        backend: "reference",
        label: "Reference",
        threads: 1,
        note: "The oracle.",
      },
    }),
  });
}

/** A call that nobody cancels, with the reports it received. */
export function quietCall(): CallContext & { readonly reports: Progress[] } {
  const reports: Progress[] = [];
  return {
    signal: new AbortController().signal,
    onProgress: (progress) => reports.push(progress),
    reports,
  };
}

/** An `.npy` file of f32 values. */
export function npyFile(
  name: string,
  shape: number[],
  data: Float32Array,
): File {
  return new File([new Uint8Array(writeNpy({ dtype: "f4", shape, data }))], name);
}

export const smallSet = {
  synthetic: { n: 300, dim: 24, clusters: 12, seed: 7 },
} as const;

/** Settings that the small set can carry. */
export const smallConfig = {
  hash: { bits: 16, iterations: 5 },
  pivots: { count: 4 },
  queries: { count: 20 },
  k: 5,
  limits: [10, 50],
  thresholds: [2, 4],
} as const;
