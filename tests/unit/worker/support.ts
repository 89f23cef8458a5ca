import type { Methods } from "../../../src/search/registry";
import type { QueryRow } from "../../../src/model/evaluationReports";
import { Fault } from "../../../src/model/fault";
import { textOf } from "../words/textOf";
import { expect } from "vitest";
import type {
  ComputeBackend,
  OperationContext,
} from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { writeNpy } from "../../../src/data/npy";
import { createRemoteEnvironment } from "../../../src/data/remote/environment";
import type { CallContext } from "../../../src/worker/progress";
import type { HubAndStorage } from "../../../src/worker/hubAndStorage";
import { asks, type WorkerMethods } from "../../../src/worker/asks/asks";
import {
  runSource,
  type RunSourceCalls,
} from "../../../src/worker/asks/runSource";
import { Session as WorkerSession } from "../../../src/worker/session";
import { bind } from "../../../src/channel/methods";
import type { Handlers } from "../../../src/channel/serve";
import type { Progress } from "../../../src/model/stages";
import type { DatasetInfo } from "../../../src/model/datasetInfo";

/** A session as the page and an export ask it, without the messages between. */
export type Session = Handlers<WorkerMethods, Progress> &
  Handlers<RunSourceCalls, Progress>;

const unavailable = () => Promise.reject(new Error("not in this test"));

const noHubOrStorage: HubAndStorage = {
  baseUrl: () => "",
  remote: () => createRemoteEnvironment("http://hub.invalid", "", unavailable),
  library: unavailable,
  kept: unavailable,
};

/** A session on `backend`, with a clock that only counts calls. */
export function referenceSession(
  backend: ComputeBackend = createReferenceBackend(),
  hubAndStorage: HubAndStorage = noHubOrStorage,
  methods?: Methods,
): Session {
  let ticks = 0;
  const session = new WorkerSession({
    ...(methods ? { methods } : {}),
    openHubAndStorage: ({ baseUrl }) => ({
      ...hubAndStorage,
      baseUrl: () => baseUrl,
    }),
    now: () => ticks++,
    chooseDevice: async () => ({
      backend,
      info: {
        backend: "reference",
        label: "Reference",
        threads: 1,
        note: { name: "device.cpu-asked", params: {} },
      },
    }),
  });
  return { ...bind(asks, session), ...bind(runSource, session) };
}

/**
 * The reference backend with a report at the end of every operation, as the
 * ones of the app have; it computes in one go and would never hear a cancel.
 */
export function reportingBackend(): ComputeBackend {
  const reference = createReferenceBackend();
  const reported = async <T>(
    result: Promise<T>,
    context: OperationContext,
  ): Promise<T> => {
    const value = await result;
    await context.checkpoint(1, 1);
    return value;
  };
  return {
    ...reference,
    columnMean: (x, c) => reported(reference.columnMean(x, c), c),
    covariance: (x, mean, c) => reported(reference.covariance(x, mean, c), c),
    project: (x, mean, w, c) => reported(reference.project(x, mean, w, c), c),
    signProduct: (v, r, c) => reported(reference.signProduct(v, r, c), c),
    encode: (x, mean, w, c) => reported(reference.encode(x, mean, w, c), c),
    pivotDistances: (codes, pivots, c) =>
      reported(reference.pivotDistances(codes, pivots, c), c),
    cosineTopK: (queries, documents, k, excluded, c) =>
      reported(reference.cosineTopK(queries, documents, k, excluded, c), c),
    surface: (input, c) => reported(reference.surface(input, c), c),
  };
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

/** A file of these bytes or this text. */
export function fileOf(name: string, content: Uint8Array | string): File {
  return new File(
    [typeof content === "string" ? content : new Uint8Array(content)],
    name,
  );
}

/** An `.npy` file of f32 values. */
export function npyFile(
  name: string,
  shape: readonly number[],
  data: Float32Array,
): File {
  return fileOf(name, writeNpy({ dtype: "f4", shape, data }));
}

/** A session on the given files. */
export async function openFiles(
  files: readonly File[],
  backend?: ComputeBackend,
): Promise<{ session: Session; info: DatasetInfo }> {
  const session = referenceSession(backend);
  const info = await session.load({ files }, quietCall());
  return { session, info };
}

/** A session on the small set. */
export async function openSmall(backend?: ComputeBackend): Promise<Session> {
  const session = referenceSession(backend);
  await session.start({ baseUrl: "", device: "cpu" }, quietCall());
  await session.load(smallSet, quietCall());
  return session;
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

/** Awaits a rejection and returns what it was rejected with. */
export async function rejectionOf(promise: Promise<unknown>): Promise<Error> {
  const outcome: unknown = await promise.then(
    () => null,
    (error: unknown) => error,
  );
  expect(outcome).toBeInstanceOf(Error);
  if (!(outcome instanceof Error)) throw new Error("nothing was rejected");
  return outcome instanceof Fault
    ? Object.assign(outcome, textOf(outcome))
    : outcome;
}

/** What the session says of its queries at one setting, in the run's order. */
export async function queriesAt(
  session: Session,
  threshold: number | null,
  limit = 1,
): Promise<readonly QueryRow[]> {
  const { items } = await session.queries(
    { threshold, limit, offset: 0, count: 100_000 },
    quietCall(),
  );
  return items.toSorted((a, b) => a.index - b.index);
}
