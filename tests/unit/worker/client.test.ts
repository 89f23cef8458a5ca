import { afterEach, describe, expect, test, vi } from "vitest";
import type {
  ChannelReply,
  ChannelRequest,
} from "../../../src/channel/protocol";
import { CallError } from "../../../src/worker/callError";
import {
  createComputeClient,
  type WorkerLike,
} from "../../../src/worker/client";
import type { WorkerServed } from "../../../src/worker/failure";
import { rejectionOf } from "./support";
import type { Progress } from "../../../src/model/stages";
import type { DeviceInfo } from "../../../src/model/deviceInfo";

type WorkerReply = ChannelReply<WorkerServed>;

/** A worker whose requests are kept and whose replies the test sends. */
function fakeWorker() {
  const requests: ChannelRequest[] = [];
  const messageListeners: ((event: MessageEvent<WorkerReply>) => void)[] = [];
  const errorListeners: ((event: ErrorEvent) => void)[] = [];
  let terminated = false;

  function listen(
    type: "message",
    listener: (event: MessageEvent<WorkerReply>) => void,
  ): void;
  function listen(type: "error", listener: (event: ErrorEvent) => void): void;
  function listen(
    ...[type, listener]:
      | ["message", (event: MessageEvent<WorkerReply>) => void]
      | ["error", (event: ErrorEvent) => void]
  ): void {
    if (type === "message") messageListeners.push(listener);
    else errorListeners.push(listener);
  }

  const worker: WorkerLike = {
    postMessage: (request: ChannelRequest) =>
      requests.push(structuredClone(request)),
    addEventListener: listen,
    terminate: () => {
      terminated = true;
    },
  };
  return {
    worker,
    requests,
    isTerminated: () => terminated,
    reply(reply: WorkerReply) {
      const event = new MessageEvent("message", {
        data: structuredClone(reply),
      });
      for (const listener of messageListeners) listener(event);
    },
    crash(message: string) {
      // Node has no ErrorEvent; its message is all that the client reads.
      const event = Object.assign(new Event("error"), { message });
      for (const listener of errorListeners) listener(event as ErrorEvent);
    },
  };
}

/** Locks that other threads hold until the test frees them. */
function fakeLocks() {
  const waiting = new Map<string, () => void>();
  return {
    manager: {
      request: (name: string, granted: () => unknown) =>
        new Promise((resolve) => waiting.set(name, () => resolve(granted()))),
    },
    free: (name: string) => waiting.get(name)?.(),
  };
}

afterEach(() => {
  vi.unstubAllGlobals();
  vi.useRealTimers();
});

const device: DeviceInfo = {
  backend: "cpu",
  label: "CPU",
  threads: 2,
  note: { name: "device.no-gpu", params: {} },
};
const progress: Progress = {
  stage: "encode",
  done: 3,
  total: 9,
  unit: "documents",
  ratePerSecond: 30,
  remainingMs: 200,
};
const start = { baseUrl: "", device: "auto" } as const;

describe("calls", () => {
  test("carry method and input, and resolve with their own reply's output", async () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const started = client.call("start", start);
    const report = client.call("report", { limits: [10] });
    expect(fake.requests).toEqual([
      { kind: "call", callId: 1, method: "start", input: start },
      { kind: "call", callId: 2, method: "report", input: { limits: [10] } },
    ]);
    // In the other order: matched by id.
    fake.reply({ kind: "done", callId: 2, output: [] });
    fake.reply({ kind: "done", callId: 1, output: device });
    expect(await started).toEqual(device);
    expect(await report).toEqual([]);
  });

  test("pass on the progress of their own call only", async () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const first: Progress[] = [];
    const second: Progress[] = [];
    const calls = [
      client.call("run", {}, { onProgress: (p) => first.push(p) }),
      client.call("run", {}, { onProgress: (p) => second.push(p) }),
    ];
    fake.reply({ kind: "progress", callId: 2, progress });
    expect(first).toEqual([]);
    expect(second).toEqual([progress]);
    fake.reply({ kind: "done", callId: 1, output: null });
    fake.reply({ kind: "done", callId: 2, output: null });
    await Promise.all(calls);
    fake.reply({ kind: "progress", callId: 2, progress });
    expect(second).toEqual([progress]);
  });

  test("a failure rejects with its code and its fault", async () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const call = client.call("load", { files: [] });
    fake.reply({
      kind: "failed",
      callId: 1,
      failure: {
        name: "DataError",
        code: "no-crypto",
        fault: { name: "data.no-crypto", params: {} },
      },
    });
    const error = await rejectionOf(call);
    expect(error).toBeInstanceOf(CallError);
    expect(error).toMatchObject({
      name: "CallError",
      code: "no-crypto",
      fault: { name: "data.no-crypto", params: {} },
    });
  });

  test("replies to unknown calls are passed over", () => {
    const fake = fakeWorker();
    createComputeClient(() => fake.worker);
    fake.reply({ kind: "done", callId: 77, output: null });
    fake.reply({ kind: "progress", callId: 77, progress });
    expect(fake.requests).toEqual([]);
  });
});

describe("cancelling", () => {
  const cancelled = {
    name: "CancelledError",
    code: "cancelled",
    fault: { name: "session.cancelled", params: {} },
  } as const;

  test("sends a cancel for that call, which then rejects", async () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const controller = new AbortController();
    const other = client.call("documents", {
      kind: "document",
      filter: "",
      offset: 0,
      count: 1,
    });
    const call = client.call("run", {}, { signal: controller.signal });
    controller.abort();
    expect(fake.requests.slice(2)).toEqual([{ kind: "cancel", callId: 2 }]);
    fake.reply({ kind: "failed", callId: 2, failure: cancelled });
    expect(await rejectionOf(call)).toMatchObject({ code: "cancelled" });
    fake.reply({ kind: "done", callId: 1, output: { total: 0, items: [] } });
    expect(await other).toEqual({ total: 0, items: [] });
  });

  test("before the call is sent right after it", () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    void client.call("run", {}, { signal: AbortSignal.abort() });
    expect(fake.requests.map(({ kind }) => kind)).toEqual(["call", "cancel"]);
  });

  test("after the reply sends nothing", async () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const done = new AbortController();
    const failed = new AbortController();
    const call = client.call("clearParameters", null, { signal: done.signal });
    const other = client.call("run", {}, { signal: failed.signal });
    fake.reply({ kind: "done", callId: 1, output: null });
    fake.reply({ kind: "failed", callId: 2, failure: cancelled });
    await call;
    await rejectionOf(other);
    done.abort();
    failed.abort();
    expect(fake.requests.map(({ kind }) => kind)).toEqual(["call", "call"]);
  });
});

describe("the worker itself", () => {
  test("an error of it rejects every waiting call, with its own words", async () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const calls = [client.call("run", {}), client.call("snapshot", null)];
    fake.crash("out of memory");
    for (const call of calls)
      expect(await rejectionOf(call)).toMatchObject({
        name: "CallError",
        code: "internal",
        fault: {
          name: "session.worker-stopped",
          params: { detail: "out of memory" },
        },
      });
  });

  test("one that cannot be loaded says so", async () => {
    const fake = fakeWorker();
    const call = createComputeClient(() => fake.worker).call("start", start);
    fake.crash("");
    expect(await rejectionOf(call)).toMatchObject({
      fault: { name: "session.worker-not-loaded" },
    });
  });

  test("a change of device reaches every listener", () => {
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    const heard: string[] = [];
    client.onDevice(({ note }) => heard.push(`a: ${note.name}`));
    client.onDevice(({ note }) => heard.push(`b: ${note.name}`));
    fake.reply({ kind: "news", news: device });
    expect(heard).toEqual(["a: device.no-gpu", "b: device.no-gpu"]);
  });

  test("one that could not be loaded is not started again", async () => {
    const fakes = [fakeWorker(), fakeWorker()];
    let started = 0;
    const client = createComputeClient(() => fakes[started++].worker);
    fakes[0].crash("");
    await rejectionOf(client.call("start", start));
    expect(started).toBe(1);
  });

  test.each(["an event", "no event"])(
    "one that ends with %s fails what waits; the next calls go to another, as often as it happens",
    async (how) => {
      const locks = fakeLocks();
      vi.stubGlobal("navigator", { locks: locks.manager });
      const fakes = [fakeWorker(), fakeWorker(), fakeWorker()];
      let started = 0;
      const client = createComputeClient(() => fakes[started++].worker);
      const restarted = vi.fn();
      const heard = vi.fn();
      client.onRestart(restarted);
      client.onDevice(heard);
      for (const [i, fake] of fakes.slice(0, 2).entries()) {
        fake.reply({ kind: "life", lock: `life ${i}` });
        const waiting = [client.call("run", {}), client.call("snapshot", null)];
        if (how === "an event") fake.crash("out of memory");
        else locks.free(`life ${i}`);
        for (const call of waiting)
          expect(await rejectionOf(call)).toMatchObject({
            code: "internal",
            fault: {
              name:
                how === "an event"
                  ? "session.worker-stopped"
                  : "session.worker-gone",
            },
          });
        expect(restarted).toHaveBeenCalledTimes(i + 1);
        expect(fake.isTerminated()).toBe(true);
        // Its lock is free once it was ended: that is no second end.
        locks.free(`life ${i}`);
      }
      const call = client.call("clearParameters", null);
      fakes[2].reply({ kind: "news", news: device });
      fakes[2].reply({ kind: "done", callId: 1, output: null });
      expect(await call).toBeNull();
      expect(heard).toHaveBeenCalledOnce();
      expect(started).toBe(3);
    },
  );

  test("one that is busy, however long, is left alone", async () => {
    vi.useFakeTimers();
    const locks = fakeLocks();
    vi.stubGlobal("navigator", { locks: locks.manager });
    const fake = fakeWorker();
    const client = createComputeClient(() => fake.worker);
    fake.reply({ kind: "life", lock: "life" });
    const call = client.call("clearParameters", null);
    await vi.advanceTimersByTimeAsync(24 * 3_600_000);
    expect(fake.isTerminated()).toBe(false);
    fake.reply({ kind: "done", callId: 1, output: null });
    expect(await call).toBeNull();
  });

  test("terminate ends it", () => {
    const fake = fakeWorker();
    createComputeClient(() => fake.worker).terminate();
    expect(fake.isTerminated()).toBe(true);
  });
});
