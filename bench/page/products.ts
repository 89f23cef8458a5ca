import type { Matrix } from "../../src/compute/backend";
import { writeMatrixModel } from "../../src/cpu/matrixModel";
import type { AdapterProbe, GpuHandle } from "../../src/gpu/device";
import {
  dispatchProduct,
  paddedSquare,
  productKernel,
} from "../../src/gpu/kernels/product";
import { quads } from "../../src/gpu/layout";
import { createGpuRuntime, type ProductVariant } from "../../src/gpu/runtime";
import { withWork } from "../../src/gpu/work";

/**
 * The dense product by different WebGPU libraries on one adapter, operands and
 * result staying on the device: what is timed is the work and waiting for it.
 */
export interface ProductPeer {
  readonly name: string;
  /** Calls `time` with a function that multiplies once and waits. */
  measure<T>(
    a: Matrix,
    b: Matrix,
    time: (run: () => Promise<void>) => Promise<T>,
  ): Promise<T>;
}

/** This project's kernel: one of the two, or the one that it would choose. */
export function ownProduct(
  gpu: GpuHandle,
  variant?: ProductVariant,
): ProductPeer {
  const runtime = createGpuRuntime(
    gpu,
    undefined,
    variant ? { product: variant } : {},
  );
  return {
    name: variant ?? "chosen",
    measure: (a, b, time) =>
      withWork(runtime, "bench", async (work) => {
        const left = paddedSquare(a);
        const right = paddedSquare(b);
        const depthQuads = quads(a.columns);
        const columnQuads = quads(b.columns);
        const buffers = await work.allocate({
          a: left.byteLength,
          b: right.byteLength,
          c: a.rows * columnQuads * 16,
        });
        work.upload(buffers.a, left);
        work.upload(buffers.b, right);
        const kernel = await productKernel(work, {
          centred: false,
          added: false,
        });
        return time(async () => {
          await dispatchProduct(work, kernel, {
            ...buffers,
            rows: a.rows,
            depthQuads,
            columnQuads,
          });
          await work.flush();
        });
      }),
  };
}

/** onnxruntime-web's WebGPU MatMul, on `gpu`'s device. */
export async function onnxProduct(gpu: GpuHandle): Promise<ProductPeer> {
  const [ort, mjs, wasm] = await Promise.all([
    import("onnxruntime-web/webgpu"),
    import("onnxruntime-web/ort-wasm-simd-threaded.asyncify.mjs?url"),
    import("onnxruntime-web/ort-wasm-simd-threaded.asyncify.wasm?url"),
  ]);
  const absolute = (url: string) => new URL(url, globalThis.location.href).href;
  ort.env.wasm.wasmPaths = {
    mjs: absolute(mjs.default),
    wasm: absolute(wasm.default),
  };
  const { device } = gpu;
  const model = writeMatrixModel({
    inputs: ["a", "b"],
    outputs: ["c"],
    nodes: [{ op: "MatMul", inputs: ["a", "b"], outputs: ["c"] }],
  });
  return {
    name: "onnxruntime-web",
    async measure(a, b, time) {
      const session = await ort.InferenceSession.create(model, {
        executionProviders: [{ name: "webgpu", device }],
        preferredOutputLocation: "gpu-buffer",
      });
      const onDevice = ({ data, rows, columns }: Matrix) => {
        const buffer = device.createBuffer({
          size: data.byteLength,
          usage:
            GPUBufferUsage.STORAGE |
            GPUBufferUsage.COPY_DST |
            GPUBufferUsage.COPY_SRC,
        });
        device.queue.writeBuffer(
          buffer,
          0,
          data.buffer,
          data.byteOffset,
          data.byteLength,
        );
        return ort.Tensor.fromGpuBuffer(buffer, {
          dataType: "float32",
          dims: [rows, columns],
        });
      };
      const feeds = { a: onDevice(a), b: onDevice(b) };
      const result = await time(async () => {
        const { c } = await session.run(feeds);
        await device.queue.onSubmittedWorkDone();
        c.dispose();
      });
      await session.release();
      return result;
    },
  };
}

/** tfjs's WebGPU matMul, on a device of its own from the same adapter. */
export async function tfjsProduct(probe: AdapterProbe): Promise<ProductPeer> {
  const [tf, { WebGPUBackend }] = await Promise.all([
    import("@tensorflow/tfjs-core"),
    import("@tensorflow/tfjs-backend-webgpu"),
  ]);
  const { adapter } = probe;
  const device = await adapter.requestDevice({
    requiredLimits: {
      maxComputeWorkgroupStorageSize:
        adapter.limits.maxComputeWorkgroupStorageSize,
      maxComputeWorkgroupsPerDimension:
        adapter.limits.maxComputeWorkgroupsPerDimension,
      maxStorageBufferBindingSize: adapter.limits.maxStorageBufferBindingSize,
      maxBufferSize: adapter.limits.maxBufferSize,
      maxComputeWorkgroupSizeX: adapter.limits.maxComputeWorkgroupSizeX,
      maxComputeInvocationsPerWorkgroup:
        adapter.limits.maxComputeInvocationsPerWorkgroup,
    },
  });
  tf.registerBackend("webgpu", () => new WebGPUBackend(device, adapter.info));
  await tf.setBackend("webgpu");
  await tf.ready();
  return {
    name: "tfjs-webgpu",
    async measure(a, b, time) {
      const left = tf.tensor2d(a.data, [a.rows, a.columns]);
      const right = tf.tensor2d(b.data, [b.rows, b.columns]);
      const result = await time(async () => {
        const c = tf.matMul(left, right);
        // Small results are not computed before they are asked for: the queue
        // is flushed by reading one value.
        await tf.slice(c, [0, 0], [1, 1]).data();
        c.dispose();
      });
      left.dispose();
      right.dispose();
      return result;
    },
  };
}
