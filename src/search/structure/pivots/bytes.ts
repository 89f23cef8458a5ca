import type { PivotSpace } from "../../../model/pivotSpace";

/** Bytes of one stored pivot distance: u8, u16 when b > 255, f32 of real ones. */
export function bytesPerPivotDistance(bits: number, space: PivotSpace): number {
  if (space !== "hamming") return 4;
  return bits > 255 ? 2 : 1;
}
