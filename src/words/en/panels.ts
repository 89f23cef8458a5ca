/** How imported vectors are compared. */
const spaces: Readonly<Record<string, string>> = {
  cosine: "1 − cos (cosine)",
  angular: "the angle (angular)",
};

/** What the visitor reads in the data panel. */
export const panels = {
  data: {
    title: "Data",
    inUse: "In use",
    shape: "Documents × dimensions",
    ownQueries: "Own query vectors",
    norms: "Norms",
    normRange: (low: string, high: string) => `${low} to ${high}`,
    model: "Model",
    noModel: "not stated",
    fingerprint: "Fingerprint",
    staysOpen: (name: string) => `${name} stays open.`,
    normalise: "Normalise and open",
    fewerBits: "Open with fewer bits",
    own: "Open another",
    sampleNote:
      "10,000 WordNet definitions embedded with all-MiniLM-L6-v2, with 500 queries that are not among them.",
    openSample: "Open the sample",
    syntheticNote:
      "Clusters of unit vectors with a shared mean, for trying sizes.",
    syntheticLabels: {
      n: "Documents",
      dim: "Dimensions",
      clusters: "Clusters",
      intrinsicDim: "Directions that vary",
      seed: "Data seed",
    },
    anisotropy: "Anisotropy",
    anisotropyRange: "Anisotropy: a number from 0 to 4.",
    make: "Make and open",
    opening: "Opening…",
  },
  import: {
    title: "Import parameters",
    note: "What this page exported, or mean, pca, rotation, pivots and query ids as .npy, .npz, .safetensors, the notebooks’ .pkl, pivots as .json, a FAISS transform: they replace what would be trained here. A pickle is read, never run.",
    choose: "Choose parameter files",
    confirm: "Use these?",
    found: (names: string, bits: number | null) =>
      `Found: ${names}${bits === null ? "" : `, ${bits} bits`}.`,
    madeFor: (model: string) => `Made for ${model}.`,
    comparedBy: "Compare the pivots by",
    spaces,
    warnings: "Warnings",
    adoptSettings:
      "Also take over the settings of the run that made them (protocol, queries, k, thresholds, limits)",
    use: "Use these and run",
    cancel: "Leave it",
    used: (names: string) => `In use: ${names}.`,
    nothing: "nothing",
    ignored: (names: string) => `Not used: ${names}.`,
    see: "See the result",
  },
} as const;
