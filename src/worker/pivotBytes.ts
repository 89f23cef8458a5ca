import type { PivotSpace } from "./runConfig";

/** Bytes of one stored pivot distance: u8, u16 when b > 255, f32 in cosine space. */
export function bytesPerPivotDistance(bits: number, space: PivotSpace): number {
  if (space === "cosine") return 4;
  return bits > 255 ? 2 : 1;
}
