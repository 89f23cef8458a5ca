import { expect, test } from "vitest";
import { checkVectors, NORM_TOLERANCE } from "../../../src/data/checkVectors";
import { project } from "../../../src/export/modules/bitsieve";
import python from "../../../src/export/modules/bitsieve.py?raw";

const dim = 4;
const identity = Float32Array.from({ length: dim * dim }, (_, i) =>
  i % (dim + 1) === 0 ? 1 : 0,
);
const parameters = {
  dim,
  bits: dim,
  mean: new Float32Array(dim),
  pca: identity,
  rotation: identity,
  parts: [],
  metadata: {},
};

const ofLength = (length: number) =>
  Float32Array.from({ length: dim }, () => length / 2);

/** Whether the app takes a row of this length as it is. */
const isTaken = (length: number) =>
  checkVectors({ data: ofLength(length), rows: 1, dim }, "v.npy").normalised;

test("the exported module takes the norms that the app takes, and no other", () => {
  for (const length of [0.98, 0.9901, 0.999, 1, 1.005, 1.0099, 1.02]) {
    const module = () => project(parameters, ofLength(length));
    if (isTaken(length)) expect(module()).toHaveLength(dim);
    else expect(module).toThrow(/scale it to length 1/);
  }
  expect(isTaken(1.0099)).toBe(true);
  expect(isTaken(1.02)).toBe(false);
});

test("the Python module has the same tolerance", () => {
  const [, written] = /^_NORM_TOLERANCE = (\S+)$/m.exec(python) ?? [];
  expect(Number(written)).toBe(NORM_TOLERANCE);
});
