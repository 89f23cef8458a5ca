import { describe, expect, test } from "vitest";
import { DataError } from "../../../src/data/dataError";
import type { NpyInput } from "../../../src/data/npy";
import { firstDifference } from "../compute/typedArrays";
import { itqCaseOf, itqVectors } from "../search/itqCases";
import {
  corpusFile,
  f4,
  int64,
  modelOf,
  npyFiles,
  runImported,
} from "./parameterFiles";
import { fileOf, openFiles, quietCall, rejectionOf } from "./support";

const dim = itqVectors.columns;

describe("refused parameters leave the former ones in use", () => {
  const model = modelOf(20);
  const bits20 = (data: Uint8Array): NpyInput => ({
    dtype: "u1",
    shape: [1, 20],
    data,
  });
  const withNaN = Float32Array.from(itqCaseOf(20).pca.data);
  withNaN[3 * 20 + 7] = NaN;
  const wide = BigInt64Array.from({ length: 20 }, () => 0n);
  wide[4] = 256n;

  test.each<[string, File[], string, RegExp]>([
    [
      "a rotation alone",
      npyFiles({ rotation: model.rotation }),
      "unknown-format",
      /missing: mean, pca\./,
    ],
    [
      "a pca of other dimensions",
      npyFiles({ ...model, pca: f4([40, 20], new Float32Array(800)) }),
      "dimension-mismatch",
      /pca: shape \(40, 20\) does not fit vectors of 48 dimensions\./,
    ],
    [
      "a mean of other dimensions",
      npyFiles({ ...model, mean: f4([40], new Float32Array(40)) }),
      "dimension-mismatch",
      /mean: 40 values do not fit vectors of 48 dimensions\./,
    ],
    [
      "a rotation of other bits",
      npyFiles({ ...model, rotation: modelOf(32).rotation }),
      "dimension-mismatch",
      /rotation: shape \(32, 32\) does not fit a pca of 20 bits\./,
    ],
    [
      "a rotation that is not square",
      npyFiles({ ...model, rotation: f4([20, 19], new Float32Array(380)) }),
      "dimension-mismatch",
      /rotation: shape \(20, 19\) is not square\./,
    ],
    [
      "NaN",
      npyFiles({ ...model, pca: f4([dim, 20], withNaN) }),
      "non-finite",
      /pca has NaN in row 3, column 7/,
    ],
    [
      "integers for a mean",
      npyFiles({ ...model, mean: bits20(new Uint8Array(20)) }),
      "wrong-dtype",
      /mean holds u1 numbers/,
    ],
    [
      "two arrays for one role",
      npyFiles({ ...model, e5_mean: f4([dim], new Float32Array(dim)) }),
      "unknown-format",
      /mean and e5_mean could both be the mean\./,
    ],
    [
      "pivots of other bits",
      npyFiles({
        ...modelOf(32),
        pivots: bits20(new Uint8Array(20)),
      }),
      "dimension-mismatch",
      /pivot codes have 20 bits, the imported pca 32\./,
    ],
    [
      "pivots that are no bits",
      npyFiles({ pivots: bits20(new Uint8Array(20).fill(2, 9, 10)) }),
      "dimension-mismatch",
      /value 2 in row 0 is neither 0 nor 1\./,
    ],
    [
      "pivots that would be bits after wrapping",
      npyFiles({ pivots: { dtype: "i8", shape: [1, 20], data: wide } }),
      "dimension-mismatch",
      /value 256 in row 0 is neither 0 nor 1\./,
    ],
    [
      "pivot vectors of other dimensions",
      npyFiles({ pivots: f4([2, 20], new Float32Array(40)) }),
      "dimension-mismatch",
      /pivot vectors have 20 dimensions, the data 48\./,
    ],
    [
      "a query that is no document",
      npyFiles({ queries: int64(3, 400) }),
      "dimension-mismatch",
      /id 400 is not a document\./,
    ],
    [
      "a query twice",
      npyFiles({ queries: int64(3, 5, 3) }),
      "dimension-mismatch",
      /an id occurs twice\./,
    ],
    [
      "nothing that is known",
      npyFiles({ weights: model.mean }),
      "unknown-format",
      /No parameters found among: weights\./,
    ],
    [
      "another kind of file",
      [fileOf("itq.csv", "x")],
      "unknown-format",
      /itq\.csv is not a parameter file\./,
    ],
    [
      "a .npz that is none",
      [fileOf("itq.npz", "not a zip")],
      "unknown-format",
      /itq\.npz cannot be unpacked/,
    ],
    [
      "a .safetensors that is cut off",
      [
        fileOf(
          "itq.safetensors",
          new Uint8Array([200, 0, 0, 0, 0, 0, 0, 0, 123]),
        ),
      ],
      "truncated",
      /its header should take 200 bytes/,
    ],
  ])("%s", async (_, files, code, message) => {
    const { session, artifacts } = await runImported(npyFiles(modelOf(32)), 32);
    const failure = await rejectionOf(
      session.importParameters({ files }, quietCall()),
    );
    expect(failure).toBeInstanceOf(DataError);
    expect(failure).toHaveProperty("code", code);
    expect(failure.message).toMatch(message);
    const view = await session.run({ queries: { count: 9 } }, quietCall());
    expect(view.result.fit.imported).toBe(true);
    const after = await session.artifacts(null, quietCall());
    expect(
      firstDifference(
        after.hashArrays.rotation.data,
        artifacts.hashArrays.rotation.data,
      ),
    ).toBeNull();
  });

  test("pivots of other bits than the trained hash are refused by the run", async () => {
    const { session } = await openFiles([corpusFile]);
    await session.importParameters(
      { files: npyFiles({ pivots: bits20(new Uint8Array(20)) }) },
      quietCall(),
    );
    const failure = await rejectionOf(
      session.run({ hash: { bits: 32 } }, quietCall()),
    );
    expect(failure.message).toBe(
      "The imported pivots have 20 bits, the hash 32.",
    );
  });
});
