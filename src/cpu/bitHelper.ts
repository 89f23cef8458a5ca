import { createBitKernels } from "./bitKernels";
import type { HelperReply, HelperRequest } from "./bitMessages";
import { type BitTask, runPart } from "./bitTasks";

/** A thread of the pool: keeps the operands of the last job, does its parts. */

const kernels = createBitKernels();
let present: {
  readonly job: number;
  readonly kind: BitTask["kind"];
  readonly operands: BitTask["operands"];
} | null = null;

self.onmessage = ({ data }: MessageEvent<HelperRequest>) => {
  if (data.type === "operands") {
    present = data;
    return;
  }
  // A part of a job that was cancelled is nobody's any more.
  if (!kernels || data.job !== present?.job) return;
  const { kind, operands } = present;
  const reply: HelperReply = {
    job: data.job,
    index: data.index,
    result: runPart(kernels, kind, operands, data.part),
  };
  const arrays: ArrayBufferView[] = Object.values(reply.result);
  const buffers = arrays
    .map(({ buffer }) => buffer)
    .filter((buffer) => buffer instanceof ArrayBuffer);
  self.postMessage(reply, { transfer: buffers });
};
