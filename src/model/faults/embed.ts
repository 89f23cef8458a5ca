/** Faults of models and of their downloads. */
export interface EmbedFaults {
  "embed.no-texts": Record<never, never>;
}
