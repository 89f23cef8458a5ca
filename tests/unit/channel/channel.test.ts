import { afterEach, describe, expect, test, vi } from "vitest";
import { connect } from "../../../src/channel/connect";
import type { ServedTypes } from "../../../src/channel/protocol";
import { type ServedCall, serve } from "../../../src/channel/serve";
import { buffersIn } from "../../../src/channel/transfer";
import { rejectionOf } from "../worker/support";

interface Calls {
  double: { in: Float32Array; out: { values: Float32Array } };
  wait: { in: null; out: string };
  count: { in: null; out: number };
}
interface Tells {
  add: number;
}
interface Served extends ServedTypes {
  progress: number;
  failure: string;
  news: string;
}

const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

/** Both ends over a real channel. */
function pair(onNews?: (news: string) => void) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  let sum = 0;
  const sent = { double: null as Float32Array | null };
  const served = serve<Calls, Tells, Served>(port2, {
    calls: {
      async double(values, { onProgress }) {
        onProgress(values.length);
        sent.double = values.map((value) => 2 * value);
        return { values: sent.double };
      },
      wait: (_, { signal }: ServedCall<number>) =>
        new Promise((_, reject) =>
          signal.addEventListener("abort", () => reject(new Error("late"))),
        ),
      count: async () => sum,
    },
    tells: {
      add(value) {
        sum += value;
      },
    },
    describe: (error, signal) =>
      `${error instanceof Error ? error.message : ""}, ${signal.aborted ? "aborted" : "failed"}`,
  });
  const caller = connect<Calls, Tells, Served>(port1, {
    toError: (failure) => new Error(failure),
    ...(onNews ? { onNews } : {}),
  });
  return { caller, served, sent, port1 };
}

test("an answer and its buffers are handed over, and so is the input", async () => {
  const { caller, sent } = pair();
  const values = Float32Array.of(1, 2, 3);
  const progress: number[] = [];
  const output = await caller.call("double", values, {
    transfer: [values.buffer],
    onProgress: (done) => progress.push(done),
  });
  expect(output.values).toEqual(Float32Array.of(2, 4, 6));
  expect(progress).toEqual([3]);
  expect(values.length).toBe(0);
  expect(sent.double?.length).toBe(0);
});

test("what is told arrives before the call after it, and nothing comes back", async () => {
  const { caller, port1 } = pair();
  const heard = vi.fn();
  port1.addEventListener("message", heard);
  caller.tell("add", 3);
  caller.tell("add", 4);
  expect(await caller.call("count", null)).toBe(7);
  expect(heard).toHaveBeenCalledTimes(1);
});

test("aborting the signal reaches that call alone", async () => {
  const { caller } = pair();
  const controller = new AbortController();
  const waiting = caller.call("wait", null, { signal: controller.signal });
  const other = caller.call("count", null);
  controller.abort();
  expect((await rejectionOf(waiting)).message).toMatch(/, aborted$/);
  expect(await other).toBe(0);
});

test.each(["never ends", "answers late", "fails late"])(
  "a method that does not hear a cancel and %s is answered for, once",
  async (ending) => {
    const { port1, port2 } = new MessageChannel();
    open.push(port1, port2);
    let end: () => void = () => undefined;
    const work = new Promise<string>((resolve, reject) => {
      if (ending === "answers late") end = () => resolve("late");
      if (ending === "fails late") end = () => reject(new Error("late"));
    });
    serve<Pick<Calls, "wait" | "count">, Tells, Served>(port2, {
      calls: {
        wait: (_, { onProgress }) =>
          work.finally(() => {
            onProgress(1);
          }),
        count: async () => 4,
      },
      tells: { add: () => undefined },
      describe: (_, signal) => (signal.aborted ? "cancelled" : "failed"),
    });
    const caller = connect<Pick<Calls, "wait" | "count">, Tells, Served>(
      port1,
      { toError: (failure) => new Error(failure) },
    );
    const replies = vi.fn();
    port1.addEventListener("message", replies);
    const controller = new AbortController();
    const onProgress = vi.fn();
    const waiting = caller.call("wait", null, {
      signal: controller.signal,
      onProgress,
    });
    controller.abort();
    expect((await rejectionOf(waiting)).message).toBe("cancelled");
    end();
    expect(await caller.call("count", null)).toBe(4);
    expect(replies).toHaveBeenCalledTimes(2);
    expect(onProgress).not.toHaveBeenCalled();
  },
);

test("news comes unasked", async () => {
  const news: string[] = [];
  const { caller, served } = pair((text) => news.push(text));
  served.announce("the device changed");
  await caller.call("count", null);
  expect(news).toEqual(["the device changed"]);
});

test("once the other end has stopped all calls reject, later ones too", async () => {
  const { caller } = pair();
  const waiting = [caller.call("wait", null), caller.call("count", null)];
  caller.stop(new Error("gone"));
  caller.stop(new Error("not this one"));
  for (const call of [...waiting, caller.call("count", null)])
    expect((await rejectionOf(call)).message).toBe("gone");
});

test("what cannot be sent fails its call, not the channel", async () => {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serve<{ get: { in: null; out: unknown } }, Tells, Served>(port2, {
    calls: { get: async () => () => 1 },
    tells: { add: () => undefined },
    describe: (error) => (error instanceof Error ? error.name : ""),
  });
  const caller = connect<{ get: { in: null; out: unknown } }, Tells, Served>(
    port1,
    { toError: (failure) => new Error(failure) },
  );
  const failure = await rejectionOf(caller.call("get", null));
  expect(failure.message).toBe("DataCloneError");
});

describe("buffersIn", () => {
  test("names each buffer once, shared memory not at all", () => {
    const shared = new Uint8Array(new SharedArrayBuffer(8));
    const first = new Float32Array(4);
    const buffers = buffersIn({
      first,
      second: first.subarray(1),
      shared,
      count: 3,
      nested: { inner: new Uint8Array(1) },
    });
    expect(buffers).toEqual([first.buffer]);
    expect(buffersIn(null)).toEqual([]);
    expect(buffersIn("text")).toEqual([]);
  });
});
