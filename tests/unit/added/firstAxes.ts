import type { Codes, Matrix } from "../../../src/compute/backend";
import type { NamedArrays } from "../../../src/model/namedArrays";
import { refusalsOf } from "../../../src/model/refusal";
import type { Choice } from "../../../src/model/run/configuration";
import { wholeNumber } from "../../../src/model/settings";
import { packBits } from "../../../src/numeric/bits";
import type { ArraysCodec } from "../../../src/search/hash/arraysCodec";
import type { FittedHash, HashMethod } from "../../../src/search/hash/hash";

/** What this hash alone refuses. */
export interface FirstAxesRefusals {
  "axes-of-others": {
    readonly file: string;
    readonly shape: readonly number[];
    readonly dim: number;
  };
}

const refusal = refusalsOf<FirstAxesRefusals>("hash", "first-axes");

/** axes (d, b). */
const axesCodec: ArraysCodec = {
  names: ["axes"],
  longNames: {},
  bitsOf: "axes",
  read({ axes: { file, shape, floats } }, { dim, refuse }) {
    if (shape.length !== 2 || shape[0] !== dim)
      refuse("method.refused", refusal("axes-of-others", { file, shape, dim }));
    return { arrays: { axes: { shape, data: floats() } }, bits: shape[1] };
  },
  warnings: () => [],
};

/** A hash that the app does not have: bit j says whether x along axis j, a coordinate's, is above `level` hundredths. */
export const firstAxes: HashMethod = {
  name: "first-axes",
  settings: {
    bits: wholeNumber({ default: 16, min: 16, max: 64 }),
    level: wholeNumber({ default: 0, min: 0, max: 100 }),
  },
  stages: ["encode"],
  async fit({ documents: { columns } }, choice) {
    const bits = Number(choice["bits"]);
    const data = new Float32Array(columns * bits);
    for (let j = 0; j < bits; j++) data[j * bits + j] = 1;
    const axes = { shape: [columns, bits], data };
    return fitted({ axes }, choice, "first-axes", false);
  },
  arrays: axesCodec,
  start: null,
  restore: async (arrays, key, _, choice) =>
    fitted(arrays, choice, `first-axes:${key}`, true),
  formula: "(x @ axes > level)[j]",
};

function fitted(
  arrays: NamedArrays,
  choice: Choice,
  key: string,
  imported: boolean,
): FittedHash {
  const { axes } = arrays;
  const [columns, bits] = axes.shape;
  const level = Number(choice["level"]) / 100;
  const project = (x: ArrayLike<number>) =>
    Float64Array.from({ length: bits }, (_, j) => {
      let sum = -level;
      for (let i = 0; i < columns; i++) sum += x[i] * axes.data[i * bits + j];
      return sum;
    });
  return {
    bits,
    key: `${key}|${bits}|${level}`,
    imported,
    async encode({ data, rows }: Matrix): Promise<Codes> {
      const ones = new Uint8Array(rows * bits);
      for (let row = 0; row < rows; row++)
        project(data.subarray(row * columns, (row + 1) * columns)).forEach(
          (value, j) => (ones[row * bits + j] = Number(value > 0)),
        );
      return { words: packBits(ones, rows, bits), rows, bits };
    },
    arrays,
    linear: null,
    project,
    centre: new Float32Array(columns),
    meanNorm: 0,
    explainedVariance: 0,
    series: imported
      ? []
      : [
          {
            name: "axes-used",
            values: Array.from({ length: bits }, (_, j) => (j + 1) / columns),
            over: "component",
            scale: "share",
            cut: null,
          },
        ],
  };
}
