/** What the visitor reads around the diagnostics; the figures speak for themselves. */
export const diagnostics = {
  measuring: "Measuring pairs, bits, distances and drift…",
  measured: (duration: string) =>
    `Measured in ${duration} from the vectors and codes of this run; spectrum and quantization error are in the Fit tab.`,
} as const;
