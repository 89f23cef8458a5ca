import type { Series } from "../../model/series";
import { cumulativeVariance } from "./moments";

/** The spectrum of the documents (`values`, descending) as series of a fit that keeps the first `bits` axes. */
export function spectrumSeries(values: Float64Array, bits: number): Series[] {
  return [
    {
      name: "eigenvalues",
      values: Array.from(values),
      over: "component",
      scale: "logarithmic",
      cut: bits,
    },
    {
      name: "explained-variance",
      values: Array.from(cumulativeVariance(values)),
      over: "component",
      scale: "share",
      cut: bits,
    },
  ];
}
