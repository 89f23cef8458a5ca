import { afterEach, expect, test } from "vitest";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import type { ChannelReply, NoTells } from "../../../src/channel/protocol";
import { serve } from "../../../src/channel/serve";
import { createAppStore } from "../../../src/state/appStore";
import type { RunFolder } from "../../../src/state/runsActions";
import {
  createComputeClient,
  type WorkerLike,
} from "../../../src/worker/client";
import {
  describeFailure,
  type WorkerServed,
} from "../../../src/worker/failure";
import type { WorkerMethods } from "../../../src/worker/asks/asks";
import {
  referenceSession,
  reportingBackend,
  smallConfig,
  smallSet,
} from "../worker/support";
import { memoryRuns } from "./memoryRuns";
import { emptyWriters } from "./writers";

const open: MessagePort[] = [];
afterEach(() => open.splice(0).forEach((port) => port.close()));

const pause = (ms: number) => new Promise((resume) => setTimeout(resume, ms));

/** A page's store over a real session at the other end of a real channel. */
async function openStore(runFolder: RunFolder = memoryRuns()) {
  const { port1, port2 } = new MessageChannel();
  open.push(port1, port2);
  serve<WorkerMethods, NoTells, WorkerServed>(port2, {
    calls: referenceSession(reportingBackend()),
    tells: {},
    describe: describeFailure,
  });
  type Reply = MessageEvent<ChannelReply<WorkerServed>>;
  function listen(type: "message", listener: (event: Reply) => void): void;
  function listen(type: "error", listener: (event: ErrorEvent) => void): void;
  function listen(
    ...[type, listener]:
      | ["message", (event: Reply) => void]
      | ["error", (event: ErrorEvent) => void]
  ): void {
    if (type === "message") port1.addEventListener("message", listener);
  }
  const worker: WorkerLike = {
    postMessage: (message, options) => port1.postMessage(message, options),
    addEventListener: listen,
    start: () => port1.start(),
    terminate: () => port1.close(),
  };
  const store = createAppStore(
    createComputeClient(() => worker),
    emptyWriters,
    runFolder,
  );
  await store.getState().load(smallSet);
  return { store, run: store.getState().run };
}

/** Runs that differ in what they ask for, each `gap(i)` ms after the one before it. */
async function runMany(count: number, gap: (i: number) => number) {
  const { store, run } = await openStore();
  const runs: Promise<unknown>[] = [];
  for (let i = 0; i < count; i++) {
    if (gap(i) > 0) await pause(gap(i));
    const asked = run({ ...smallConfig, queries: { count: 20, seed: i } });
    // Awaited below.
    asked.catch(() => undefined);
    runs.push(asked);
  }
  const outcomes = await Promise.allSettled(runs);
  return { outcomes, state: store.getState() };
}

const random = new NumpyGenerator(14);

const manyRuns: readonly (readonly [string, number, () => number])[] = [
  ["2 at once", 2, () => 0],
  ["30 at once", 30, () => 0],
  ["20 at random times", 20, () => Math.floor(random.random() * 25)],
  ["3, 150 ms apart", 3, () => 150],
];

test.each(manyRuns)(
  "runs: %s; every one settles, the last one is shown",
  async (_, count, gap) => {
    const { outcomes, state } = await runMany(count, gap);
    expect(outcomes).toHaveLength(count);
    for (const outcome of outcomes)
      if (outcome.status === "rejected")
        expect(outcome.reason).toMatchObject({ code: "cancelled" });
    expect(outcomes.at(-1)).toMatchObject({ status: "fulfilled" });
    expect(state.view?.result.config.queries.seed).toBe(count - 1);
    expect(state).toMatchObject({ running: false, error: null });
  },
);

test("a run that was superseded at once is cancelled", async () => {
  const { outcomes } = await runMany(2, () => 0);
  expect(outcomes[0]).toMatchObject({
    status: "rejected",
    reason: { code: "cancelled" },
  });
});

test.each([0, 20, 200])(
  "a run can be exported as soon as it has ended, when keeping it takes %d ms more",
  async (slowMs) => {
    const folder = memoryRuns();
    const { store, run } = await openStore({
      ...folder,
      readAll: async () => {
        await pause(slowMs);
        return folder.readAll();
      },
    });
    for (const k of [3, 4]) {
      const { result } = await run({ ...smallConfig, k });
      const [file] = await store.getState().exportFiles("run-json");
      const record: unknown = JSON.parse(new TextDecoder().decode(file.bytes));
      expect(record).toMatchObject({ result });
    }
  },
);
