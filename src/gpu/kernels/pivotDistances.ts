import type {
  Codes,
  DistanceArray,
  OperationContext,
} from "../../compute/backend";
import { codeQuads, codeRows } from "../layout";
import { rowRanges } from "../ranges";
import type { GpuRuntime } from "../runtime";
import { withWork } from "../work";
import code from "./pivotDistances.wgsl?raw";

/** Distances kept on the device before they are read back. */
const OUTPUT_BYTES = 2 ** 24;

/** Words of one row of workgroups. */
const ROW_WORDS = 2 ** 16;

/** As `ComputeBackend.pivotDistances`, exact. Throws GpuError. */
export async function pivotDistancesOnGpu(
  runtime: GpuRuntime,
  codes: Codes,
  pivots: Codes,
  context: OperationContext,
): Promise<DistanceArray> {
  const perPivot = codes.rows * pivots.rows;
  const result =
    codes.bits > 255 ? new Uint16Array(perPivot) : new Uint8Array(perPivot);
  if (perPivot === 0 || codes.bits === 0) return result;
  return withWork(runtime, "pivotDistances", async (work) => {
    const quads = codeQuads(codes.bits);
    const perWord = 4 / result.BYTES_PER_ELEMENT;
    const outRows = Math.max(
      1,
      Math.floor(OUTPUT_BYTES / (pivots.rows * result.BYTES_PER_ELEMENT)),
    );
    const codeChunks = await work.resident(codeRows("codes", codes));
    const [pivotChunk] = await work.resident(codeRows("pivots", pivots));
    const buffers = await work.allocate({
      out: Math.min(outRows, codes.rows) * pivots.rows * 4,
    });
    const kernel = await work.kernel({
      kernel: "pivotDistances",
      code,
      bindings: ["read", "read", "write"],
      constants: { perWord, quads },
    });
    const costPerRow = pivots.rows * quads * 4;
    for await (const range of rowRanges(codeChunks, () =>
      Math.min(work.rows(kernel.name, costPerRow, 64), outRows),
    )) {
      const distances = range.rows * pivots.rows;
      const words = Math.ceil(distances / perWord);
      const rowWords = Math.min(words, ROW_WORDS);
      await work.dispatch({
        kernel,
        group: work.bind(kernel, [
          range.chunk.buffer,
          pivotChunk.buffer,
          buffers.out,
        ]),
        params: [distances, words, range.start, pivots.rows, rowWords],
        workgroups: [Math.ceil(rowWords / 64), Math.ceil(words / rowWords)],
        cost: range.rows * costPerRow,
      });
      const bytes = await work.read(buffers.out, words * 4);
      const at = range.firstRow * pivots.rows;
      result.set(
        result instanceof Uint8Array
          ? new Uint8Array(bytes, 0, distances)
          : new Uint16Array(bytes, 0, distances),
        at,
      );
      await context.checkpoint(range.firstRow + range.rows, codes.rows);
    }
    return result;
  });
}
