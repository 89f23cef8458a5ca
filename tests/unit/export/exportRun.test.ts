import { afterEach, beforeAll, beforeEach, expect, test, vi } from "vitest";
import type { NoTells } from "../../../src/channel/protocol";
import { serve } from "../../../src/channel/serve";
import { exportRun } from "../../../src/export/exportRun";
import { exportService } from "../../../src/export/exportService";
import type { RowRequest } from "../../../src/model/artifacts";
import type { Progress } from "../../../src/model/stages";
import { runSource } from "../../../src/state/exportFiles";
import { createComputeClient } from "../../../src/worker/client";
import { describeFailure } from "../../../src/worker/failure";
import type { WorkerMethods } from "../../../src/worker/asks/asks";
import type { WorkerServed } from "../../../src/worker/failure";
import { serveUntilCancelled } from "../../../src/worker/asks/shareRun";
import { rejectionOf, type Session } from "../worker/support";
import { finishedRun, takenFiles } from "./kitSupport";

/** A worker whose own side runs in this thread, over a real channel. */
class LocalWorker {
  static readonly started: LocalWorker[] = [];
  /** What the page hears from its workers. */
  static heard: { readonly kind: string }[] = [];
  isTerminated = false;
  private readonly channel = new MessageChannel();
  private fail: (event: ErrorEvent) => void = () => undefined;

  constructor() {
    this.open(this.channel.port2);
    LocalWorker.started.push(this);
  }
  protected open(port: MessagePort): void {
    serve(port, exportService);
  }
  postMessage(message: unknown, options: { transfer: Transferable[] }): void {
    this.channel.port1.postMessage(message, options);
  }
  addEventListener(
    ...[type, listener]:
      | ["message", (event: MessageEvent) => void]
      | ["error", (event: ErrorEvent) => void]
  ): void {
    if (type === "error") {
      this.fail = listener;
      return;
    }
    this.channel.port1.addEventListener("message", (event) => {
      LocalWorker.heard.push(event.data as { readonly kind: string });
      listener(event);
    });
    this.channel.port1.start();
  }
  crash(message: string): void {
    // Node has no ErrorEvent; its message is all that is read.
    this.fail({ message } as ErrorEvent);
  }
  terminate(): void {
    this.isTerminated = true;
    this.channel.port1.close();
  }
}

let session: Session;
let asked: RowRequest[] = [];
/** Called before each batch is read. */
let beforeRows: () => Promise<void> = async () => undefined;

/** The compute worker, with the session of this file. */
class ComputeWorker extends LocalWorker {
  protected override open(port: MessagePort): void {
    const source: Pick<Session, "artifacts" | "rows"> = {
      artifacts: session.artifacts,
      async rows(request, call) {
        asked.push(request);
        await beforeRows();
        return session.rows(request, call);
      },
    };
    serve<WorkerMethods, NoTells, WorkerServed>(port, {
      calls: {
        ...session,
        shareRun: ({ port: exportPort }, call) =>
          serveUntilCancelled(exportPort, source, call),
      },
      tells: {},
      describe: describeFailure,
    });
  }
}

const config = {
  hash: { bits: 16, iterations: 1 },
  pivots: { count: 2 },
  queries: { count: 4 },
  k: 2,
  limits: [5],
  thresholds: [1],
};

beforeAll(async () => {
  session = await finishedRun(
    { n: 3000, dim: 16, clusters: 4, seed: 3 },
    config,
  );
});
beforeEach(() => {
  vi.stubGlobal("Worker", LocalWorker);
  LocalWorker.heard = [];
  LocalWorker.started.length = 0;
  asked = [];
  beforeRows = async () => undefined;
});
afterEach(() => {
  vi.unstubAllGlobals();
  LocalWorker.started.forEach((worker) => worker.terminate());
});

const options = {
  threshold: 1,
  limit: 5,
  embeddings: true,
  language: "en",
} as const;

test("documents go from worker to worker: the page hears progress and the end", async () => {
  const client = createComputeClient(() => new ComputeWorker());
  const progress: Progress[] = [];
  const files = await exportRun(runSource(client), "pgvector", options, {
    onProgress: (report) => progress.push(report),
  });
  const expected = await takenFiles(session, "pgvector", options);
  expect(files.map(({ name }) => name)).toEqual([...expected.keys()]);
  for (const { name, bytes } of files)
    expect(
      Buffer.compare(bytes, expected.get(name) ?? bytes.slice(1)),
      name,
    ).toBe(0);
  expect(asked.length).toBeGreaterThan(1);
  expect(progress.length).toBeGreaterThan(0);
  const kinds = LocalWorker.heard.map(({ kind }) => kind);
  expect(kinds.filter((kind) => kind === "progress").length).toBe(
    progress.length,
  );
  expect(kinds.filter((kind) => kind !== "progress")).toEqual(["done"]);
  expect(LocalWorker.started[1].isTerminated).toBe(true);
});

test("a cancel ends the export worker at once", async () => {
  const client = createComputeClient(() => new ComputeWorker());
  const controller = new AbortController();
  beforeRows = () => {
    controller.abort();
    return new Promise(() => undefined);
  };
  const { signal } = controller;
  const failure = await rejectionOf(
    exportRun(runSource(client), "pgvector", options, { signal }),
  );
  expect(failure).toMatchObject({ name: "CallError", code: "cancelled" });
  expect(LocalWorker.started[1].isTerminated).toBe(true);
  expect(asked).toHaveLength(1);
});

test("one that was cancelled before starts no worker", async () => {
  const client = createComputeClient(() => new ComputeWorker());
  const failure = await rejectionOf(
    exportRun(runSource(client), "pgvector", options, {
      signal: AbortSignal.abort(),
    }),
  );
  expect(failure).toMatchObject({ code: "cancelled" });
  expect(LocalWorker.started).toHaveLength(1);
});

test("a run that takes the place of the exported one fails it, with the session's fault", async () => {
  const client = createComputeClient(() => new ComputeWorker());
  beforeRows = async () => {
    if (asked.length === 1) await client.call("run", config);
  };
  const failure = await rejectionOf(
    exportRun(runSource(client), "pgvector", options),
  );
  expect(failure).toMatchObject({ name: "CallError", code: "bad-config" });
  expect(asked).toHaveLength(1);
});

test("a compute worker that stops fails the export that waits for it", async () => {
  const compute = new ComputeWorker();
  const client = createComputeClient(() => compute);
  beforeRows = () => {
    compute.crash("out of memory");
    return new Promise(() => undefined);
  };
  const failure = await rejectionOf(
    exportRun(runSource(client), "pgvector", options),
  );
  expect(failure).toMatchObject({
    code: "internal",
    fault: {
      name: "session.worker-stopped",
      params: { detail: "out of memory" },
    },
  });
  expect(LocalWorker.started[1].isTerminated).toBe(true);
});

test("an export worker that cannot be loaded says so", async () => {
  const client = createComputeClient(() => new ComputeWorker());
  const call = exportRun(runSource(client), "pgvector", options);
  LocalWorker.started[1].crash("no such file");
  expect(await rejectionOf(call)).toMatchObject({
    code: "internal",
    fault: {
      name: "export.worker-not-loaded",
      params: { detail: "no such file" },
    },
  });
});
