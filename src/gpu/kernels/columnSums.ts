import type { Matrix, OperationContext } from "../../compute/backend";
import { matrixRows, quads } from "../layout";
import { rowRanges } from "../ranges";
import type { GpuRuntime } from "../runtime";
import { withWork } from "../work";
import code from "./columnSums.wgsl?raw";

/** Rows of one f32 sum. */
const SPLIT_ROWS = 256;

/** Splits between two readings. */
const MAX_SPLITS = 1024;

/** As `ComputeBackend.columnMean`: f32 sums over 256 rows, f64 over those. */
export async function columnMeanOnGpu(
  runtime: GpuRuntime,
  x: Matrix,
  context: OperationContext,
): Promise<Float32Array> {
  const sums = new Float64Array(x.columns);
  if (x.rows === 0 || x.columns === 0)
    return Float32Array.from(sums, (sum) => sum / x.rows);
  return withWork(runtime, "columnMean", async (work) => {
    const width = quads(x.columns);
    const chunks = work.chunks(matrixRows("columnMean rows", x));
    const buffers = await work.allocate({ sums: MAX_SPLITS * width * 16 });
    const kernel = await work.kernel({
      kernel: "columnSums",
      code,
      bindings: ["read", "write"],
      constants: {},
    });
    for await (const range of rowRanges(chunks, () =>
      Math.min(
        work.rows(kernel.name, width * 4, SPLIT_ROWS),
        MAX_SPLITS * SPLIT_ROWS,
      ),
    )) {
      const splits = Math.ceil(range.rows / SPLIT_ROWS);
      await work.dispatch({
        kernel,
        group: work.bind(kernel, [range.chunk.buffer, buffers.sums]),
        params: [range.rows, SPLIT_ROWS, width, 0, range.start],
        workgroups: [splits, Math.ceil(width / 64)],
        cost: range.rows * width * 4,
      });
      const part = new Float32Array(
        await work.read(buffers.sums, splits * width * 16),
      );
      for (let split = 0; split < splits; split++)
        for (let j = 0; j < x.columns; j++)
          sums[j] += part[split * width * 4 + j];
      await context.checkpoint(range.firstRow + range.rows, x.rows);
    }
    return Float32Array.from(sums, (sum) => sum / x.rows);
  });
}
