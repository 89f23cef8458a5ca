import type {
  CrossoverPoint,
  MachineReport,
} from "../../../src/model/machineReport";

interface Times {
  readonly cpu: readonly (number | null)[];
  readonly gpu: readonly (number | null)[];
}

const documents = [1000, 10_000, 100_000];

/** A measured report with these times by queries, at 1,000, 10,000 and 100,000 documents. */
export function makeMachineReport(
  times: Readonly<Record<number, Times>>,
  software = false,
): MachineReport {
  const crossover = Object.entries(times).flatMap(([queries, { cpu, gpu }]) => {
    const points = (
      backend: CrossoverPoint["backend"],
      elapsed: readonly (number | null)[],
    ) =>
      elapsed.map((elapsedMs, i): CrossoverPoint => ({
        documents: documents[i],
        queries: Number(queries),
        backend,
        elapsedMs,
        reason:
          elapsedMs === null
            ? { name: "machine.too-long", params: { expectedMs: 3000 } }
            : null,
      }));
    return [...points("cpu", cpu), ...points("webgpu", gpu)];
  });
  const rate = {
    operation: "encode",
    sizes: [80, 20],
    unit: "documents",
  } as const;
  return {
    schema: "bitsieve.machine/1",
    version: "0.0.0",
    measuredAt: "2026-01-02T03:04:05.000Z",
    userAgent: "a browser",
    threads: 8,
    crossOriginIsolated: true,
    adapter: {
      label: "Example GPU",
      vendor: "example",
      architecture: "one",
      description: "Example GPU",
      software,
      features: ["shader-f16"],
      limits: { maxBufferSize: 1024 },
    },
    backends: [
      { name: "cpu", label: "CPU · 2 threads", measured: true, reason: null },
      { name: "webgpu", label: "Example GPU", measured: true, reason: null },
    ],
    rates: [
      {
        ...rate,
        backend: "cpu",
        elapsedMs: 2,
        perSecond: 40_000,
        reason: null,
      },
      {
        ...rate,
        backend: "webgpu",
        elapsedMs: null,
        perSecond: null,
        reason: { name: "machine.left-to-cpu", params: {} },
      },
    ],
    crossover,
  };
}
