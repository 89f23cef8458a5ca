import type { OperationContext, SurfaceInput } from "../compute/backend";
import { emptySurface } from "../compute/emptySurface";
import {
  placeNeighbours,
  readHistogram,
  slotOf,
} from "../compute/surfaceSlots";
import type { Surface } from "../model/surface";

/**
 * As `ComputeBackend.surface`, by the histograms of `surfaceSlots`: for any
 * score and structure, and for engines without WebAssembly SIMD.
 */
export async function surface(
  input: SurfaceInput,
  context: OperationContext,
): Promise<Surface> {
  const { score, structure, excludedRows } = input;
  const result = emptySurface(input);
  const { queries, steps } = result;
  for (let q = 0; q < queries; q++) {
    const slots = placeNeighbours(input, result, q);
    const histogram = new Uint32Array(slots.count * steps);
    for (let row = 0; row < score.rows; row++) {
      if (row === excludedRows[q]) continue;
      const slot = slotOf(slots, score.keyOf(row, q), row);
      histogram[slot * steps + structure.stepOf(row, q)]++;
    }
    readHistogram(histogram, slots, result, q);
    await context.checkpoint(q + 1, queries);
  }
  return result;
}
