import type { Codes } from "../../../src/compute/backend";
import type { Choice } from "../../../src/model/run/configuration";
import { wholeNumber } from "../../../src/model/settings";
import { packBits } from "../../../src/numeric/bits";
import type { FitInput, HashMethod } from "../../../src/search/hash/hash";

/** A hash that the app does not have: bit j says whether coordinate j is above `level` hundredths. */
export const firstAxes: HashMethod = {
  name: "first-axes",
  settings: {
    bits: wholeNumber({ default: 16, min: 16, max: 64 }),
    level: wholeNumber({ default: 0, min: 0, max: 100 }),
  },
  stages: ["encode"],
  fit: async (input, choice) => fitted(input, choice, "first-axes"),
  restore: async (_, key, input, choice) => fitted(input, choice, key),
  formula: "(x @ axes > level)[j]",
};

function fitted(
  { documents: { columns } }: FitInput,
  choice: Choice,
  key: string,
) {
  const bits = Number(choice["bits"]);
  const level = Number(choice["level"]) / 100;
  const axes = new Float32Array(columns * bits);
  for (let j = 0; j < bits; j++) axes[j * bits + j] = 1;
  const project = (x: ArrayLike<number>) =>
    Float64Array.from({ length: bits }, (_, j) => x[j] - level);
  return {
    bits,
    key: `${key}|${bits}|${level}`,
    imported: false,
    encode: async ({ data, rows }: FitInput["documents"]): Promise<Codes> => ({
      words: packBits(
        Uint8Array.from({ length: rows * bits }, (_, i) => {
          const row = Math.floor(i / bits);
          return Number(data[row * columns + (i % bits)] > level);
        }),
        rows,
        bits,
      ),
      rows,
      bits,
    }),
    arrays: { axes: { shape: [columns, bits], data: axes } },
    linear: null,
    project,
    centre: new Float32Array(columns),
    meanNorm: 0,
    explainedVariance: 0,
    eigenvalues: new Float64Array(columns),
    series: [],
  };
}
