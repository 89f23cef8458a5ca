import { describe, expect, test } from "vitest";
import { type Matrix, quietContext } from "../../../src/compute/backend";
import { cosineTopK as referenceTopK } from "../../../src/compute/reference/search";
import { cosineTopK } from "../../../src/cpu/cosine";
import type { Operand, WasmRuntime } from "../../../src/cpu/wasmRuntime";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { tableCases } from "../evaluate/tableCases";
import { gatherRows } from "../../../src/compute/gather";

/**
 * A stand-in for the WebAssembly product that is as wrong as f32 sums of d
 * products may be, each dot with an error of its own.
 */
function noisyRuntime(seed: number): WasmRuntime {
  const random = new NumpyGenerator(seed);
  const norm = (m: Operand, row: number) =>
    Math.hypot(...m.data.subarray(row * m.columns, (row + 1) * m.columns));
  return {
    run: async (graph, { queries, documents }) => {
      expect(graph).toBe("dotProducts");
      const d = queries.columns;
      const dots = new Float32Array(queries.rows * documents.rows);
      for (let q = 0; q < queries.rows; q++)
        for (let row = 0; row < documents.rows; row++) {
          let dot = 0;
          for (let j = 0; j < d; j++)
            dot += queries.data[q * d + j] * documents.data[row * d + j];
          const bound =
            d * 2 ** -24 * 0.9 * norm(queries, q) * norm(documents, row);
          dots[q * documents.rows + row] =
            dot + (2 * random.random() - 1) * bound;
        }
      return { dots };
    },
    dispose: () => Promise.resolve(),
  };
}

describe.each(tableCases)("neighbours of $name", (decoded) => {
  test("equal numpy's, although f32 scores cannot tell them apart", async () => {
    const { vectors, queryRows, groundTruth, stored } = decoded;
    const found = await cosineTopK(
      noisyRuntime(3),
      gatherRows(vectors, queryRows),
      vectors,
      stored.k,
      queryRows,
      quietContext,
    );
    expect(found).toEqual(groundTruth);
  });

  test("are what the definition says", () => {
    const { vectors, queryRows, groundTruth, stored } = decoded;
    expect(
      referenceTopK(
        gatherRows(vectors, queryRows),
        vectors,
        stored.k,
        queryRows,
      ),
    ).toEqual(groundTruth);
  });
});

/** Rows that differ from each other by less than f32 sums can resolve. */
function crowd(rows: number, columns: number): Matrix {
  const random = new NumpyGenerator(8);
  const centre = random.standardNormals(columns);
  const data = Float32Array.from(
    { length: rows * columns },
    (_, i) => centre[i % columns] + 1e-4 * (random.random() - 0.5),
  );
  return { data, rows, columns };
}

test("a crowd within the error bound is decided in f64, whatever the lengths", async () => {
  const documents = crowd(300, 32);
  // Cosines do not depend on lengths, the products do.
  documents.data.forEach((value, i) => {
    documents.data[i] = value * 2 ** (Math.floor(i / 32) % 5);
  });
  const queries = gatherRows(documents, Int32Array.of(0, 7, 299));
  const excluded = Int32Array.of(0, 7, -1);
  const found = await cosineTopK(
    noisyRuntime(4),
    queries,
    documents,
    10,
    excluded,
    quietContext,
  );
  expect(found).toEqual(referenceTopK(queries, documents, 10, excluded));
});

test("documents and queries beyond one block keep their rows", async () => {
  const random = new NumpyGenerator(9);
  const matrix = (rows: number): Matrix => ({
    data: Float32Array.from(random.standardNormals(rows * 3)),
    rows,
    columns: 3,
  });
  const queries = matrix(70);
  const documents = matrix(4100);
  const excluded = new Int32Array(70).fill(-1);
  const reported: number[][] = [];
  const found = await cosineTopK(
    noisyRuntime(5),
    queries,
    documents,
    4,
    excluded,
    { checkpoint: async (done, total) => void reported.push([done, total]) },
  );
  expect(found).toEqual(referenceTopK(queries, documents, 4, excluded));
  // In queries' worth of work: 4096 of the 4100 documents, then all.
  expect(reported).toEqual([
    [69, 70],
    [70, 70],
  ]);
});

test("more near ties than candidates have room for, in every later block too", async () => {
  const documents = crowd(9000, 4);
  // Copies far apart: the lower row must win however late the other comes.
  documents.data.copyWithin(8500 * 4, 100 * 4, 400 * 4);
  const queries = gatherRows(documents, Int32Array.of(100, 8600));
  queries.data.fill(0, 4);
  const excluded = Int32Array.of(100, -1);
  const found = await cosineTopK(
    noisyRuntime(6),
    queries,
    documents,
    10,
    excluded,
    quietContext,
  );
  expect(found).toEqual(referenceTopK(queries, documents, 10, excluded));
});

test("a vector of NaN is an error", async () => {
  const documents = crowd(5, 4);
  documents.data[9] = NaN;
  const queries = gatherRows(documents, Int32Array.of(0));
  await expect(
    cosineTopK(
      noisyRuntime(7),
      queries,
      documents,
      1,
      Int32Array.of(-1),
      quietContext,
    ),
  ).rejects.toThrow("score 2 is NaN");
});
