import type { Message } from "../../../src/model/message";
import { sentenceOf } from "../words/textOf";
import { describe, expect, test } from "vitest";
import type { ComputeBackend } from "../../../src/compute/backend";
import { partialBackend } from "../../../src/compute/makeBackend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import type { AdapterProbe } from "../../../src/gpu/device";
import {
  type MeasurePlan,
  standardPlan,
} from "../../../src/worker/measure/plan";
import {
  type MachineEnvironment,
  reportMachine,
} from "../../../src/worker/measure/reportMachine";
import {
  openSmall,
  quietCall,
  referenceSession,
  rejectionOf,
  smallConfig,
} from "./support";

const plan: MeasurePlan = {
  ...standardPlan,
  documents: 80,
  dim: 20,
  bits: 32,
  pivots: 3,
  iterations: 2,
  queries: 4,
  k: 3,
  codes: 90,
  pairs: 10,
  productSize: 8,
  crossover: {
    documents: [20, 50],
    queries: [1, 3],
    limit: 30,
    longestMs: 2000,
  },
};

const cpu: ComputeBackend = { ...createReferenceBackend(), name: "cpu" };

function probeOf(software: boolean): AdapterProbe {
  const limits = Object.create({ maxBufferSize: 2 ** 28 }) as object;
  return {
    label: "Example GPU",
    vendor: "example",
    architecture: "one",
    description: "Example GPU",
    software,
    features: ["shader-f16"],
    limits: {
      maxStorageBufferBindingSize: 2 ** 27,
      maxBufferSize: 2 ** 28,
      maxComputeWorkgroupsPerDimension: 65_535,
    },
    adapter: { limits } as GPUAdapter,
  };
}

const note: Message = { name: "device.cpu-asked", params: {} };

const worded = (reason: Message | null) => reason && sentenceOf(reason);

/** A machine whose clock goes on by `stepMs` at each look. */
function machine(
  probe: AdapterProbe | null,
  gpu: Awaited<ReturnType<MachineEnvironment["device"]>>,
  stepMs = 50,
): MachineEnvironment {
  let now = 0;
  return {
    plan,
    now: () => (now += stepMs),
    probe: () => Promise.resolve(probe),
    device: (kind) =>
      Promise.resolve(kind === "cpu" ? { backend: cpu, info: { note } } : gpu),
  };
}

const ownWork = {
  backend: { ...createReferenceBackend(), name: "webgpu" as const },
  info: { note },
};

describe("a report", () => {
  test("without measuring holds the facts alone", async () => {
    const report = await reportMachine(
      {},
      machine(probeOf(false), ownWork),
      quietCall(),
    );
    expect(report).toMatchObject({
      schema: "bitsieve.machine/1",
      adapter: {
        label: "Example GPU",
        features: ["shader-f16"],
        limits: { maxBufferSize: 2 ** 28 },
      },
      rates: [],
      crossover: [],
    });
    expect(report.backends.map(({ measured }) => measured)).toEqual([
      false,
      false,
    ]);
    expect(JSON.parse(JSON.stringify(report))).toEqual(report);
  });

  test("times every operation and size on both backends", async () => {
    const call = quietCall();
    const report = await reportMachine(
      { measure: true },
      machine(probeOf(false), ownWork),
      call,
    );
    const names = (backend: string) =>
      report.rates
        .filter((rate) => rate.backend === backend)
        .map(({ operation }) => operation);
    expect(names("cpu")).toHaveLength(12);
    expect(names("webgpu")).toEqual(names("cpu"));
    expect(report.rates.map(({ reason }) => reason)).toEqual(
      Array(24).fill(null),
    );
    expect(report.rates[0]).toMatchObject({
      operation: "columnMean",
      sizes: [80, 20],
      elapsedMs: 50,
      unit: "documents",
      perSecond: 1600,
    });
    expect(report.crossover).toHaveLength(8);
    expect(report.crossover[0]).toEqual({
      documents: 20,
      queries: 1,
      backend: "cpu",
      elapsedMs: 50,
      reason: null,
    });
    const last = call.reports[call.reports.length - 1];
    expect(last).toMatchObject({ stage: "measure", done: 32, total: 32 });
  });

  test("leaves out what would take too long", async () => {
    const report = await reportMachine(
      { measure: true },
      machine(null, ownWork, 1000),
      quietCall(),
    );
    expect(report.crossover.map(({ reason }) => worded(reason))).toEqual([
      null,
      "Left out: it would take about 2.5 s.",
      null,
      "Left out: it would take about 2.5 s.",
    ]);
  });
});

describe("never shows the CPU's times as the GPU's", () => {
  const reasons = async (
    probe: AdapterProbe | null,
    gpu: Awaited<ReturnType<MachineEnvironment["device"]>>,
    software = false,
  ) => {
    const report = await reportMachine(
      { measure: true, software },
      machine(probe, gpu),
      quietCall(),
    );
    return {
      gpu: report.backends[1],
      rates: report.rates.filter(({ backend }) => backend === "webgpu"),
      crossover: report.crossover.filter(({ backend }) => backend === "webgpu"),
    };
  };

  test("without an adapter", async () => {
    const { gpu, rates } = await reasons(null, ownWork);
    expect(rates).toEqual([]);
    expect(gpu).toMatchObject({
      measured: false,
      reason: { name: "machine.no-gpu", params: {} },
    });
  });

  test("a software adapter only when asked", async () => {
    const left = await reasons(probeOf(true), ownWork);
    expect(left.rates).toEqual([]);
    expect(worded(left.gpu.reason)).toMatch(/only when you ask/);
    const asked = await reasons(probeOf(true), ownWork, true);
    expect(asked.rates).toHaveLength(12);
    expect(asked.gpu).toMatchObject({ measured: true });
    expect(worded(asked.gpu.reason)).toMatch(/software/);
  });

  test("when the choice fell on the CPU", async () => {
    const unusable: Message = {
      name: "device.gpu-gave-none",
      params: { adapter: "Example GPU" },
    };
    const { gpu, rates } = await reasons(probeOf(false), {
      backend: cpu,
      info: { note: unusable },
    });
    expect(rates).toEqual([]);
    expect(gpu.reason).toEqual(unusable);
  });

  test("for operations that the GPU hands over", async () => {
    const { rates, crossover } = await reasons(probeOf(false), {
      backend: partialBackend({
        name: "webgpu",
        label: "Example GPU",
        operations: () => ({
          encode: (...operands) => createReferenceBackend().encode(...operands),
        }),
        fallback: {
          backend: cpu,
          lost: new Promise(() => {}),
          failureOf: () => null,
          onFailure: () => {},
        },
        dispose: () => Promise.resolve(),
      }),
      info: { note },
    });
    const own = rates.filter(({ elapsedMs }) => elapsedMs !== null);
    expect(own.map(({ operation }) => operation)).toEqual(["encode"]);
    expect(crossover.every(({ elapsedMs }) => elapsedMs === null)).toBe(true);
    expect(worded(crossover[0].reason)).toBe("The GPU leaves this to the CPU.");
  });

  test("after the GPU stopped, and when it fails", async () => {
    let name: ComputeBackend["name"] = "webgpu";
    const { rates } = await reasons(probeOf(false), {
      backend: {
        ...createReferenceBackend(),
        get name() {
          return name;
        },
        product: () => Promise.reject(new Error("no product today")),
        polar: (m) => {
          name = "cpu";
          return Promise.resolve(m);
        },
      },
      info: { note },
    });
    expect(rates.map(({ reason }) => worded(reason))).toEqual([
      null,
      null,
      "no product today",
      null,
      null,
      ...Array<string>(7).fill(
        "The GPU stopped during the measurement; the CPU took over.",
      ),
    ]);
  });
});

test("a cancel ends it", async () => {
  const controller = new AbortController();
  const failure = await rejectionOf(
    reportMachine({ measure: true }, machine(null, ownWork), {
      signal: controller.signal,
      onProgress: ({ done }) => {
        if (done >= 0) controller.abort();
      },
    }),
  );
  expect(failure.name).toBe("CancelledError");
});

test("the session answers with the facts, and changes the device", async () => {
  const session = referenceSession();
  const report = await session.machine({}, quietCall());
  expect(report.adapter).toBeNull();
  expect(report.backends[0]).toMatchObject({ name: "reference" });
  const info = await session.device({ device: "webgpu" }, quietCall());
  expect(info.label).toBe("Reference");
});

test("after a change of device every stage is computed anew", async () => {
  const session = await openSmall();
  const before = await session.run(smallConfig, quietCall());
  await session.device({ device: "auto" }, quietCall());
  const after = await session.run(smallConfig, quietCall());
  expect(after.result.cachedStages).toEqual([]);
  expect(after.result.rows).toEqual(before.result.rows);
});
