import type { Message } from "../model/message";
import { EmbedError } from "./embedError";
import type { ModelDtype, EmbedDevice, EmbedRequest } from "../model/embedding";

/** The GPU as far as a choice depends on it. */
export interface GpuFacts {
  readonly isSoftware: boolean;
  readonly hasF16: boolean;
}

export interface Choice {
  readonly device: EmbedDevice;
  readonly dtype: ModelDtype;
  /** What the visitor should know of it, or null. */
  readonly note: Message | null;
}

/** Precisions without WebGPU kernels: they would run on the CPU with copies to and fro. */
const cpuOnly: readonly ModelDtype[] = ["q8", "int8", "uint8"];
const needsF16: readonly ModelDtype[] = ["fp16", "q4f16"];

/** Best first; the rest only when nothing else is there. */
const preference: Readonly<Record<EmbedDevice, readonly ModelDtype[]>> = {
  webgpu: ["fp16", "fp32", "q4f16", "q4", "bnb4"],
  wasm: ["q8", "int8", "uint8", "fp32", "q4", "bnb4", "fp16", "q4f16"],
};

/**
 * Device and precision for a request. "auto" takes WebGPU on a hardware GPU
 * only, with fp16 where it has it, else fp32; and q8 on WASM.
 *
 * @param available precisions whose weights exist.
 * @throws EmbedError "no-weights" naming what exists, "no-shader-f16".
 */
export function chooseDevice(
  {
    model,
    device: askedDevice = "auto",
    dtype: askedDtype = "auto",
  }: EmbedRequest,
  gpu: GpuFacts | null,
  available: readonly ModelDtype[],
): Choice {
  if (available.length === 0)
    throw new EmbedError("no-weights", "embed.no-onnx-weights", { model });
  if (askedDtype !== "auto" && !available.includes(askedDtype))
    throw new EmbedError("no-weights", "embed.no-weights-in-dtype", {
      model,
      dtype: askedDtype,
      available,
    });
  let device: EmbedDevice =
    askedDevice === "webgpu"
      ? "webgpu"
      : askedDevice === "auto" && gpu && !gpu.isSoftware
        ? "webgpu"
        : "wasm";
  let note: Message | null = null;
  if (device === "webgpu" && !gpu) {
    device = "wasm";
    note = { name: "embed.no-gpu", params: {} };
  }
  const slow = cpuOnly.find((dtype) => dtype === askedDtype);
  if (device === "webgpu" && slow) {
    device = "wasm";
    if (askedDevice === "webgpu")
      note = { name: "embed.dtype-on-cpu", params: { dtype: slow } };
  }
  if (askedDtype !== "auto") {
    if (device === "webgpu" && needsF16.includes(askedDtype) && !gpu?.hasF16)
      throw new EmbedError("no-shader-f16", "embed.no-shader-f16", {
        dtype: askedDtype,
      });
    return { device, dtype: askedDtype, note };
  }
  const usable = preference[device].filter(
    (dtype) =>
      available.includes(dtype) &&
      (device === "wasm" || gpu?.hasF16 || !needsF16.includes(dtype)),
  );
  if (usable.length > 0) return { device, dtype: usable[0], note };
  const [fallback] = preference.wasm.filter((dtype) =>
    available.includes(dtype),
  );
  return {
    device: "wasm",
    dtype: fallback,
    note: { name: "embed.no-weights-for-gpu", params: { model } },
  };
}
