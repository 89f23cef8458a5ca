import { defaultRunConfig } from "../../../src/search/config/complete";
import { memoryRuns } from "./memoryRuns";
import { emptyWriters } from "./writers";
import { afterEach, beforeEach, describe, expect, test, vi } from "vitest";
import { createAppStore } from "../../../src/state/appStore";
import { mergeConfig } from "../../../src/search/config/edits";
import type { CallOptions, ComputeClient } from "../../../src/worker/client";
import { CallError } from "../../../src/worker/callError";
import type { MethodName, WorkerMethods } from "../../../src/worker/asks/asks";
import { makeCurve, makeDataset, makeView } from "../model/viewFixture";
import type { DeviceInfo } from "../../../src/model/deviceInfo";

type Answers = {
  [M in MethodName]?: (
    input: WorkerMethods[M]["in"],
    options: CallOptions,
  ) => Promise<WorkerMethods[M]["out"]>;
};

const device: DeviceInfo = {
  backend: "cpu",
  label: "CPU · 2 threads",
  threads: 2,
  note: { name: "device.cpu-asked", params: {} },
};

/** Answers like the worker at once; `answers` replaces single methods. */
function makeClient(answers: Answers = {}) {
  const calls: { method: MethodName; input: unknown }[] = [];
  const all: Answers = {
    start: async () => device,
    load: async () => makeDataset(),
    run: async (input) => makeView(mergeConfig(defaultRunConfig, input)),
    report: async ({ limits, k = 10 }) => ({
      curve: makeCurve(limits),
      guaranteedRecall: null,
      k,
      pivots: 8,
    }),
    storage: async () => ({
      available: true,
      use: { usageBytes: 0, quotaBytes: null, persisted: false },
      kept: [],
      models: [],
    }),
    ...answers,
  };
  let restart: () => void = () => undefined;
  const client: ComputeClient = {
    call(method, input, options = {}) {
      calls.push({ method, input });
      const answer = all[method];
      if (!answer) throw new Error(`${method} is not answered`);
      return answer(input, options);
    },
    onDevice: () => undefined,
    onRestart: (listener) => {
      restart = listener;
    },
    terminate: () => undefined,
  };
  return { client, calls, restart: () => restart() };
}

function makeStore(answers?: Answers) {
  const { client, calls, restart } = makeClient(answers);
  const store = createAppStore(client, emptyWriters, memoryRuns());
  const count = (method: MethodName) =>
    calls.filter((call) => call.method === method).length;
  return { store, state: () => store.getState(), calls, count, restart };
}

function cancelled(): CallError {
  return new CallError("cancelled", { name: "session.cancelled", params: {} });
}

/** Runs until its signal aborts, as a long run does. */
function hangUntilCancelled(options: CallOptions): Promise<never> {
  return new Promise((_, reject) => {
    options.signal?.addEventListener("abort", () => reject(cancelled()));
  });
}

beforeEach(() => {
  vi.useFakeTimers();
});

afterEach(() => {
  vi.useRealTimers();
});

describe("start", () => {
  test("picks the device, loads the sample and runs", async () => {
    const { state, calls } = makeStore();
    await state().start();
    expect(calls.map((call) => call.method)).toEqual([
      "start",
      "load",
      "run",
      "snapshot",
      "storage",
    ]);
    expect(calls[1].input).toEqual({ sample: "wordnet-10k" });
    expect(state()).toMatchObject({
      device,
      threshold: 20,
      limit: 500,
      running: false,
      stale: false,
      error: null,
    });
    expect(state().view).not.toBeNull();
  });

  test("ends in an error that the page can word", async () => {
    const { state } = makeStore({
      load: async () => {
        throw new CallError("no-crypto", {
          name: "data.no-crypto",
          params: {},
        });
      },
    });
    await state().start();
    expect(state().error).toEqual({
      code: "no-crypto",
      fault: { name: "data.no-crypto", params: {} },
    });
    expect(state().loading).toBe(false);
    state().dismissError();
    expect(state().error).toBeNull();
  });
});

describe("load", () => {
  test("a failure leaves data set and result as they were", async () => {
    let fail = false;
    const { state } = makeStore({
      load: async () => {
        if (fail) throw new Error("broken");
        return makeDataset();
      },
    });
    await state().start();
    const { dataset, view } = state();
    fail = true;
    await expect(state().load({ sample: "other" })).rejects.toThrow("broken");
    expect(state().dataset).toBe(dataset);
    expect(state().view).toBe(view);
  });

  test("clamps the config to the new data set and runs nothing", async () => {
    const { state, count } = makeStore({
      load: async () => makeDataset({ dim: 64, n: 300 }),
    });
    await state().load({ files: [] });
    expect(state().config.hash.bits).toBe(64);
    expect(state().limit).toBe(300);
    expect(count("run")).toBe(0);
  });
});

describe("run", () => {
  test("merges the patch and reports the limit in use", async () => {
    const { state, calls } = makeStore();
    await state().start();
    await state().run({ hash: { bits: 64 }, limits: [50, 400] });
    expect(state().config.hash).toEqual({ ...defaultRunConfig.hash, bits: 64 });
    expect(state().limit).toBe(400);
    const runs = calls.filter(({ method }) => method === "run");
    expect(runs.at(-1)?.input).toMatchObject({ limits: [50, 400] });
  });

  test("a newer run cancels the running one", async () => {
    let runs = 0;
    const { state } = makeStore({
      run: (_, options) => {
        runs += 1;
        return runs === 1
          ? hangUntilCancelled(options)
          : Promise.resolve(makeView());
      },
    });
    await state().load({ sample: "s" });
    const first = state().run();
    const second = state().run({ k: 5 });
    await expect(first).rejects.toMatchObject({ code: "cancelled" });
    await second;
    expect(state()).toMatchObject({ running: false, cancelled: false });
  });

  test("cancel stops it and keeps the former result", async () => {
    let runs = 0;
    const { state } = makeStore({
      run: (_, options) => {
        runs += 1;
        return runs === 1
          ? Promise.resolve(makeView())
          : hangUntilCancelled(options);
      },
    });
    await state().start();
    const { view } = state();
    const run = state().run({ hash: { bits: 32 } });
    expect(state()).toMatchObject({ running: true, stale: true });
    state().cancel();
    await expect(run).rejects.toMatchObject({ code: "cancelled" });
    expect(state()).toMatchObject({ running: false, cancelled: true, view });
    expect(state().stale).toBe(true);
  });

  test("the caller's signal cancels too", async () => {
    const { state } = makeStore({
      run: (_, options) => hangUntilCancelled(options),
    });
    const controller = new AbortController();
    const run = state().run({}, { signal: controller.signal });
    controller.abort();
    await expect(run).rejects.toMatchObject({ code: "cancelled" });
  });

  test.each([
    ["hash", "constructor"],
    ["structure", "ivf"],
    ["score", ""],
  ] as const)(
    "a %s that is not there is asked for and refused, and the controls stay",
    async (family, method) => {
      const asked: unknown[] = [];
      const { state } = makeStore({
        run: async (input) => {
          asked.push(input);
          throw new Error("refused");
        },
      });
      const before = state().config[family];
      await expect(state().run({ [family]: { method } })).rejects.toThrow();
      expect(asked).toMatchObject([{ [family]: { method } }]);
      expect(state().config[family]).toEqual(before);
      state().edit({ [family]: { method } });
      expect(state().config[family]).toEqual(before);
    },
  );

  test("moves to a threshold of the new space", async () => {
    const { state } = makeStore({
      run: async () => {
        const view = makeView({
          ...defaultRunConfig,
          structure: { ...defaultRunConfig.structure, space: "cosine" },
        });
        const rows = [0.1, 0.2, 0.3].map((threshold, index) => ({
          ...view.curve[index],
          threshold,
        }));
        return { ...view, curve: rows };
      },
    });
    await state().load({ sample: "s" });
    await state().run();
    expect(state().threshold).toBe(0.2);
  });
});

describe("edits", () => {
  test("run once after a pause, not at every key", async () => {
    const { state, count } = makeStore();
    await state().start();
    state().editAndRun({ hash: { bits: 6 } });
    state().editAndRun({ hash: { bits: 64 } });
    expect(state().stale).toBe(true);
    expect(count("run")).toBe(1);
    await vi.advanceTimersByTimeAsync(1000);
    expect(count("run")).toBe(2);
    expect(state().view?.result.config.hash.bits).toBe(64);
    expect(state().stale).toBe(false);
  });

  test("typed back to what is shown runs nothing", async () => {
    const { state, count } = makeStore();
    await state().start();
    state().editAndRun({ hash: { bits: 64 } });
    state().editAndRun({ hash: { bits: 128 } });
    await vi.advanceTimersByTimeAsync(1000);
    expect(count("run")).toBe(1);
  });
});

describe("threshold and limit", () => {
  test("a threshold snaps to the curve without asking the worker", async () => {
    const { state, calls } = makeStore();
    await state().start();
    const before = calls.length;
    state().setThreshold(27);
    expect(state().threshold).toBe(30);
    expect(calls.length).toBe(before);
  });

  test("a new limit is read from the surface, a known one is not", async () => {
    const { state, count } = makeStore();
    await state().start();
    await state().setLimit(1000);
    expect(count("report")).toBe(0);
    await state().setLimit(250);
    // The setting itself ahead, and then its curve.
    expect(count("report")).toBe(2);
    const reported = state().view?.curve[0].recall.map((entry) => entry.limit);
    expect(reported).toEqual([100, 250, 500, 1000]);
    expect(count("run")).toBe(1);
  });
});

test("recent picks are newest first and keep their place", () => {
  const { state } = makeStore();
  const pick = (id: number) =>
    state().pickSearch({ kind: "query", id, title: String(id) });
  [1, 2, 3, 4, 5, 6, 4].forEach(pick);
  expect(state().recentPicks.map((entry) => entry.id)).toEqual([6, 5, 4, 3, 2]);
  expect(state().searchPick?.id).toBe(4);
});

describe("a worker that was started again", () => {
  const sources = [
    { sample: "wordnet-10k" },
    { files: [new File(["x"], "mine.npy")] },
    { synthetic: { n: 300, dim: 24 } },
  ];

  test.each(sources)(
    "opens %o again, evaluates it and says so",
    async (source) => {
      const { state, calls, restart } = makeStore();
      await state().start();
      await state().load(source);
      await state().run({ k: 7 });
      calls.length = 0;
      restart();
      await vi.waitFor(() => expect(state().error).not.toBeNull());
      const asked = calls.filter(({ method }) => method !== "storage");
      expect(asked.slice(0, 3).map(({ method }) => method)).toEqual([
        "start",
        "load",
        "run",
      ]);
      expect(asked[1].input).toBe(source);
      expect(asked[2].input).toMatchObject({ k: 7 });
      expect(state().error?.fault).toEqual({
        name: "session.worker-restarted",
        params: { dataset: makeDataset().name, hadImported: false },
      });
      expect(state()).toMatchObject({ running: false, loading: false });
    },
  );

  test("is not sent again and again what ends it", async () => {
    let restart: () => void = () => undefined;
    let loads = 0;
    const made = makeStore({
      load: async () => {
        if (++loads === 1) return makeDataset();
        restart();
        throw new CallError("internal", {
          name: "session.worker-gone",
          params: {},
        });
      },
    });
    restart = made.restart;
    await made.state().start();
    restart();
    await vi.waitFor(() => expect(made.state().error).not.toBeNull());
    expect(loads).toBe(2);
    expect(made.state().error?.fault.name).toBe("session.worker-gone");
    await vi.waitFor(() => expect(made.calls.at(-1)?.method).toBe("start"));
  });
});

test.each([-1, 0, 2.5, 1e18])(
  "a limit of %d that the worker refuses is told once, and no promise is left alone",
  async (limit) => {
    const unhandled = vi.fn();
    process.on("unhandledRejection", unhandled);
    const refusal = new CallError("bad-config", {
      name: "config.no-run",
      params: {},
    });
    const { state } = makeStore({ report: () => Promise.reject(refusal) });
    await state().start();
    await state().setLimit(limit);
    vi.useRealTimers();
    await new Promise((resume) => setTimeout(resume, 5));
    process.off("unhandledRejection", unhandled);
    expect(state().error).toMatchObject({ code: "bad-config" });
    expect(unhandled).not.toHaveBeenCalled();
  },
);
