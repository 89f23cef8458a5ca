import { expect, test } from "vitest";
import { surfaceArrays } from "../../../src/export/perQueryCsv";

function keysOf(...neighbourKey: number[]) {
  const { length } = neighbourKey;
  return surfaceArrays({
    queries: 1,
    k: length,
    steps: 1,
    knobs: Float64Array.of(Infinity),
    candidates: Uint32Array.of(9),
    need: new Uint32Array(length).fill(1),
    less: new Uint32Array(length),
    tie: new Uint32Array(length).fill(1),
    neighbourKey: Uint32Array.from(neighbourKey),
    neighbourStep: new Uint16Array(length),
    queryIds: Int32Array.of(4),
  })["neighbour_hamming"];
}

test("keys of neighbours keep 16 bits where they fit, and are never cut", () => {
  expect(keysOf(3, 65_535)).toEqual({
    dtype: "u2",
    shape: [1, 2],
    data: Uint16Array.of(3, 65_535),
  });
  expect(keysOf(3, 65_536)).toEqual({
    dtype: "u4",
    shape: [1, 2],
    data: Uint32Array.of(3, 65_536),
  });
});
