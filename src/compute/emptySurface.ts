import type { SurfaceInput } from "./backend";
import { surfaceThresholds } from "./filterSteps";
import type { Surface } from "../model/surface";

/** The surface of `input` with its thresholds and all counts at zero. */
export function emptySurface(input: SurfaceInput): Surface {
  const { codes, queryCodes, filter, k } = input;
  const queries = queryCodes.rows;
  const thresholds = surfaceThresholds(filter, codes.rows, queries);
  const steps = thresholds.length;
  return {
    queries,
    k,
    steps,
    thresholds,
    candidates: new Uint32Array(queries * steps),
    need: new Uint32Array(queries * k * steps),
    less: new Uint32Array(queries * k * steps),
    tie: new Uint32Array(queries * k * steps),
    neighbourHamming: new Uint16Array(queries * k),
    neighbourStep: new Uint16Array(queries * k),
  };
}
