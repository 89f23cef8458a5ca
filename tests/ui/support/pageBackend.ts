import type { ComputeBackend } from "../../../src/compute/backend";
import { createCpuBackend } from "../../../src/cpu/cpuBackend";
import { reportingBackend } from "../../unit/worker/support";

const cpu = createCpuBackend({ threads: 1 });

/** The reference, but for the fit of the rotation: the plain one is nine tenths of opening a page. */
export function pageBackend(): ComputeBackend {
  return {
    ...reportingBackend(),
    itq: (...operands) => cpu.itq(...operands),
  };
}
