import type { SurfaceInput } from "./backend";
import type { Surface } from "../model/surface";

/** The surface of `input` with all counts at zero. */
export function emptySurface({ structure, k }: SurfaceInput): Surface {
  const { knobs, queries } = structure;
  const steps = knobs.length;
  return {
    queries,
    k,
    steps,
    knobs: knobs.slice(),
    candidates: new Uint32Array(queries * steps),
    need: new Uint32Array(queries * k * steps),
    less: new Uint32Array(queries * k * steps),
    tie: new Uint32Array(queries * k * steps),
    neighbourKey: new Uint32Array(queries * k),
    neighbourStep: new Uint16Array(queries * k),
  };
}
