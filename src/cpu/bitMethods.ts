import type { Service } from "../channel/serve";
import type { HelperTypes } from "./helperChannel";
import type { BitKernels } from "./bitKernels";
import type { BitCalls, BitTells } from "./bitProtocol";
import { runPart } from "./bitTasks";

/** What a thread of the pool does: keeps the operands of the last job, does its parts. */
export function bitMethods(
  kernels: BitKernels | null,
): Pick<Service<BitCalls, BitTells, HelperTypes>, "calls" | "tells"> {
  let present: BitTells["operands"] | null = null;
  return {
    calls: {
      async part(part) {
        if (!kernels || !present)
          throw new Error("the kernels or the operands are missing");
        return runPart(kernels, present.kind, present.operands, part);
      },
    },
    tells: {
      operands(job) {
        present = job;
      },
    },
  };
}
