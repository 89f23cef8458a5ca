/** Faults in files, texts, vectors and places that a person brought. */
export interface DataFaults {
  "data.no-crypto": Record<never, never>;
}
