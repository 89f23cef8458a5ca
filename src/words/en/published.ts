/** What the visitor reads about the notebooks and their figures. */
export const published = {
  presets: "Run a notebook's settings",
  onSample: "On the bundled sample",
  onHub: "On its own data",
  hubNote:
    "Its own data and model come from the hub: some hundred megabytes, then minutes of embedding in this browser. The bundled sample has another corpus and model.",
  compare: "Compare with",
  conditions: "Other conditions: differences below are no errors.",
  figure: "figure",
  published: "published",
  own: "this run",
  difference: "difference",
  interval: "95 % interval",
  verdict: "published value",
  verdicts: {
    inside: "inside the interval",
    outside: "outside the interval",
    "no-interval": "",
    "not-measured": "not measured",
  },
  corrected: "corrected:",
  measuring: "Measuring the correlation…",
  label: "Published figures",
} as const;
