import { sentenceOf } from "../words/textOf";
import { describe, expect, test, vi } from "vitest";
import type { ComputeBackend } from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import {
  chooseBackend,
  type ChooseDeviceDeps,
} from "../../../src/gpu/chooseDevice";
import type { AdapterProbe, GpuHandle } from "../../../src/gpu/device";
import { GpuError } from "../../../src/gpu/gpuError";
import { selfCheck } from "../../../src/gpu/selfCheck";
import { selfCheckCase } from "../../../src/gpu/selfCheckCase";
import type { GpuOperationName } from "../../../src/gpu/operations";
import { sampleParts } from "../../../src/search/sampleParts";
import type { WebGpuBackendOptions } from "../../../src/gpu/webgpuBackend";

const cpu: ComputeBackend = { ...createReferenceBackend(), name: "cpu" };

const hardware: AdapterProbe = {
  label: "Example GPU",
  vendor: "example",
  architecture: "one",
  description: "Example GPU",
  software: false,
  features: [],
  limits: {
    maxStorageBufferBindingSize: 2 ** 27,
    maxBufferSize: 2 ** 28,
    maxComputeWorkgroupsPerDimension: 65_535,
  },
  adapter: {} as GPUAdapter,
};

/** A GPU that works, as far as the choice can see. */
function working(probe: AdapterProbe | null = hardware) {
  const destroy = vi.fn();
  const gpu: GpuHandle = {
    device: {} as GPUDevice,
    label: probe?.label ?? "",
    limits: hardware.limits,
    lost: new Promise(() => {}),
    lostReason: () => null,
    destroy,
  };
  const created: WebGpuBackendOptions[] = [];
  const deps: ChooseDeviceDeps = {
    cpu,
    sampleParts,
    probe: vi.fn(async () => probe),
    open: vi.fn(async () => gpu),
    createGpuBackend: (options) => {
      created.push(options);
      return { ...createReferenceBackend(), name: "webgpu" };
    },
  };
  return { deps, destroy, created };
}

/** The reference with the lowest bit of the first word turned over. */
function flippedBit(): ComputeBackend {
  const right = createReferenceBackend();
  return {
    ...right,
    name: "webgpu",
    async encode(...operands) {
      const codes = await right.encode(...operands);
      codes.words[0] ^= 0x80000000;
      return codes;
    },
  };
}

describe("chooseBackend", () => {
  test("cpu: the CPU, without a look at the GPU", async () => {
    const { deps } = working();
    const choice = await chooseBackend("cpu", deps);
    expect(choice.backend).toBe(cpu);
    expect(choice.adapter).toBeUndefined();
    expect(deps.probe).not.toHaveBeenCalled();
  });

  test.each(["auto", "webgpu"] as const)(
    "%s without an adapter: the CPU, said in plain words",
    async (request) => {
      const choice = await chooseBackend(request, working(null).deps);
      expect(choice).toEqual({
        backend: cpu,
        note: { name: "device.no-gpu", params: {} },
      });
    },
  );

  test.each(["auto", "webgpu"] as const)(
    "%s with hardware that passes the check: the GPU",
    async (request) => {
      const { deps, destroy } = working();
      const choice = await chooseBackend(request, deps);
      expect(choice.backend.name).toBe("webgpu");
      expect(choice.adapter).toBe("Example GPU");
      expect(sentenceOf(choice.note)).toBe("Running on the GPU (Example GPU).");
      expect(destroy).not.toHaveBeenCalled();
    },
  );

  test("a software adapter counts as no GPU, unless it is forced", async () => {
    const software = { ...hardware, software: true };
    const automatic = working(software);
    const choice = await chooseBackend("auto", automatic.deps);
    expect(choice.backend).toBe(cpu);
    expect(choice.adapter).toBe("Example GPU");
    expect(automatic.deps.open).not.toHaveBeenCalled();

    const forced = await chooseBackend("webgpu", working(software).deps);
    expect(forced.backend.name).toBe("webgpu");
  });

  test("one wrong bit in the self-check: the CPU, the device closed", async () => {
    const { deps, destroy } = working();
    const choice = await chooseBackend("auto", {
      ...deps,
      createGpuBackend: flippedBit,
    });
    expect(choice.backend).toBe(cpu);
    expect(sentenceOf(choice.note)).toBe(
      "The GPU (Example GPU) cannot be used: encode: 1 of 134 numbers differ from the reference. Running on the CPU, where everything works as well.",
    );
    expect(destroy).toHaveBeenCalledTimes(1);
  });

  test("a GPU that fails in the self-check is not chosen, nor reported", async () => {
    const { deps, destroy } = working();
    const onFallback = vi.fn();
    const choice = await chooseBackend("auto", {
      ...deps,
      onFallback,
      createGpuBackend: (options) => {
        options.onFallback?.("it was lost");
        return { ...createReferenceBackend(), name: "webgpu" };
      },
    });
    expect(choice.backend).toBe(cpu);
    expect(sentenceOf(choice.note)).toContain("cannot be used: it was lost.");
    expect(destroy).toHaveBeenCalledTimes(1);
    expect(onFallback).not.toHaveBeenCalled();
  });

  test("a GPU that gives no device: the CPU", async () => {
    const { deps } = working();
    const choice = await chooseBackend("webgpu", {
      ...deps,
      open: () => Promise.reject(new GpuError("unavailable", "it refused")),
    });
    expect(choice.backend).toBe(cpu);
    expect(sentenceOf(choice.note)).toContain("cannot be used: it refused.");
  });

  test("a failure after the choice is reported", async () => {
    const { deps, created } = working();
    const onFallback = vi.fn();
    await chooseBackend("auto", { ...deps, onFallback });
    created[0].onFallback?.("it was lost");
    expect(onFallback).toHaveBeenCalledExactlyOnceWith("it was lost");
  });
});

describe("selfCheck", () => {
  test("agrees with itself", async () => {
    expect(await selfCheck(cpu, cpu, sampleParts)).toBeNull();
  });

  test("counts the words that differ", async () => {
    expect(await selfCheck(flippedBit(), cpu, sampleParts)).toEqual({
      check: "encode",
      differing: 1,
      numbers: 134,
    });
  });

  /** The reference with the first number of one operation's answer wrong. */
  function spoiled(operation: keyof typeof SPOILERS): ComputeBackend {
    return { ...cpu, name: "webgpu", ...SPOILERS[operation] };
  }

  const SPOILERS = {
    product: {
      product: async (...operands) => {
        const found = await cpu.product(...operands);
        found.data[0] += 1;
        return found;
      },
    },
    columnMean: {
      columnMean: async (...operands) => {
        const mean = await cpu.columnMean(...operands);
        mean[0] += 0.1;
        return mean;
      },
    },
    covariance: {
      covariance: async (...operands) => {
        const found = await cpu.covariance(...operands);
        found[0] *= 1.1;
        return found;
      },
    },
    project: {
      project: async (...operands) => {
        const found = await cpu.project(...operands);
        found.data[0] += 1;
        return found;
      },
    },
    signProduct: {
      signProduct: async (...operands) => {
        const found = await cpu.signProduct(...operands);
        found[0] += 2;
        return found;
      },
    },
    polar: {
      polar: async (...operands) => {
        const found = await cpu.polar(...operands);
        found[0] += 0.01;
        return found;
      },
    },
    itq: {
      itq: async (...operands) => {
        const found = await cpu.itq(...operands);
        found.absoluteSums[1] *= 1.01;
        return found;
      },
    },
    encode: {
      encode: async (...operands) => {
        const codes = await cpu.encode(...operands);
        codes.words[0] ^= 0x80000000;
        return codes;
      },
    },
    pivotDistances: {
      pivotDistances: async (...operands) => {
        const found = await cpu.pivotDistances(...operands);
        found[0] += 1;
        return found;
      },
    },
    hammingTopK: {
      hammingTopK: async (...operands) => {
        const found = await cpu.hammingTopK(...operands);
        found.rows[0] += 1;
        return found;
      },
    },
    cosineTopK: {
      cosineTopK: async (...operands) => {
        const found = await cpu.cosineTopK(...operands);
        found[0] += 1;
        return found;
      },
    },
    surface: {
      surface: async (...operands) => {
        const found = await cpu.surface(...operands);
        found.candidates[0] += 1;
        return found;
      },
    },
    pairSimilarities: {
      pairSimilarities: async (...operands) => {
        const found = await cpu.pairSimilarities(...operands);
        found.hamming[0] += 1;
        return found;
      },
    },
  } satisfies Record<GpuOperationName, Partial<ComputeBackend>>;

  test.each(Object.keys(SPOILERS) as (keyof typeof SPOILERS)[])(
    "a wrong number of %s is found",
    async (operation) => {
      const problem = await selfCheck(spoiled(operation), cpu, sampleParts);
      expect(problem?.differing).toBeGreaterThan(0);
      expect(problem?.check).toMatch(new RegExp(operation));
    },
  );

  test("its case keeps every projection away from zero", async () => {
    const { x, mean, weights } = selfCheckCase();
    const z = await cpu.project(x, mean, weights, {
      checkpoint: () => Promise.resolve(),
    });
    expect(Math.min(...z.data.map(Math.abs))).toBeGreaterThanOrEqual(1);
    expect(z.data.every(Number.isInteger)).toBe(true);
  });

  test("its case tells rows, columns and the mean apart", async () => {
    const { x, mean, weights } = selfCheckCase();
    const context = { checkpoint: () => Promise.resolve() };
    const { words } = await cpu.encode(x, mean, weights, context);
    const codes = new Set<string>();
    for (let row = 0; row < 67; row++)
      codes.add(`${words[2 * row]} ${words[2 * row + 1]}`);
    expect(codes.size).toBe(67);
    const uncentred = await cpu.encode(
      x,
      new Float32Array(mean.length),
      weights,
      context,
    );
    expect(uncentred.words).not.toEqual(words);
  });
});
