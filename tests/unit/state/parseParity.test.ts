import { textThrown } from "../words/textOf";
import { describe, expect, test } from "vitest";
import { writeNpy } from "../../../src/data/npy";
import {
  ParityInputError,
  parseParityFile,
  parseParityText,
} from "../../../src/state/parseParity";

const shape = { dim: 6, bits: 16, columns: 3 };

describe("a paste", () => {
  test.each<[string, string, object]>([
    ["hex", " a5F0 ", { code: "a5F0" }],
    ["hex with 0x", "0xa5f0", { code: "0xa5f0" }],
    ["digits", "0101010101010101", { code: "0101010101010101" }],
    [
      "numbers",
      "0.1, 0.2 0.3\n0.4;0.5 6e-1",
      { vector: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
    ],
    [
      "numpy's print",
      "[0.1 0.2\n 0.3 0.4 0.5 0.6]",
      { vector: [0.1, 0.2, 0.3, 0.4, 0.5, 0.6] },
    ],
    [
      "a list of bits",
      "[0,1,0,1,0,1,0,1,0,1,0,1,0,1,0,1]",
      { code: "0101010101010101" },
    ],
    ["packed bytes", "[165, 240]", { code: "a5f0" }],
    ["pivot distances", "[3, 70, 900]", { pivotDistances: [3, 70, 900] }],
    [
      "a golden query",
      '{"id": 7, "kind": "query", "input": [1,0,0,0,0,0], "code": "a5f0", "pivotDistances": [1,2,3], "ids": [4,5]}',
      {
        id: 7,
        kind: "query",
        vector: [1, 0, 0, 0, 0, 0],
        code: "a5f0",
        pivotDistances: [1, 2, 3],
        ids: [4, 5],
      },
    ],
    [
      "golden.json",
      '{"queries": [{"input": [1,0,0,0,0,0]}]}',
      { vector: [1, 0, 0, 0, 0, 0] },
    ],
  ])("%s", (_, text, parts) => {
    expect(parseParityText(text, shape)).toEqual(parts);
  });

  test.each([
    ["", /nothing pasted/],
    ["0.1, hello", /“hello” is neither a number nor a hash/],
    ['{"weights": [1]}', /it has: weights/],
    ["{broken", /neither a number nor a hash/],
  ])("%j is refused", (text, why) => {
    expect(() => parseParityText(text, shape)).toThrow(ParityInputError);
    expect(textThrown(() => parseParityText(text, shape)).message).toMatch(why);
  });
});

test("the first row of an .npy", async () => {
  const data = Float32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9, 10, 11, 12);
  const bytes = writeNpy({ dtype: "f4", shape: [2, 6], data });
  const file = new File([new Uint8Array(bytes)], "x.npy");
  expect(await parseParityFile(file, shape)).toEqual({
    vector: [1, 2, 3, 4, 5, 6],
  });
});
