import { describe, expect, test } from "vitest";
import {
  type ComputeBackend,
  type Matrix,
  quietContext,
  type SurfaceInput,
} from "../../../src/compute/backend";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import { ShapeError } from "../../../src/compute/shapes";
import { hammingScore } from "../../../src/search/score/hamming";
import { pivotSteps } from "../../../src/search/structure/pivots/steps";
import { scanSteps } from "../../../src/search/structure/scan";
import { surfaceInputOf, tableCaseOf } from "../evaluate/tableCases";

const backend: ComputeBackend = createReferenceBackend();
const input = surfaceInputOf(tableCaseOf("ties"));

function zeros(rows: number, columns: number): Matrix {
  return { data: new Float32Array(rows * columns), rows, columns };
}

const short: Matrix = { data: new Float32Array(5), rows: 2, columns: 3 };
const codes = (bits: number) => ({ words: new Uint32Array(2), rows: 2, bits });
const surfaceWith = (change: Partial<SurfaceInput>) =>
  backend.surface({ ...input, ...change }, quietContext);

describe("operands that do not fit are refused with their sizes", () => {
  test.each<[string, () => Promise<unknown>, string]>([
    [
      "a matrix of too few values",
      () => backend.columnMean(short, quietContext),
      "columnMean: x should hold 2 x 3 values, got 5",
    ],
    [
      "a mean of another length",
      () =>
        backend.encode(
          zeros(2, 3),
          new Float32Array(4),
          zeros(3, 2),
          quietContext,
        ),
      "encode: mean has 4 values for 3 columns",
    ],
    [
      "weights of another height",
      () =>
        backend.project(
          zeros(2, 3),
          new Float32Array(3),
          zeros(4, 2),
          quietContext,
        ),
      "project: weights have 4 rows for 3 columns",
    ],
    [
      "codes of different bits",
      () => backend.pivotDistances(codes(32), codes(20), quietContext),
      "pivotDistances: codes of 32 and 20 bits do not compare",
    ],
    [
      "queries of another dimension",
      () =>
        backend.cosineTopK(
          zeros(1, 4),
          zeros(3, 5),
          1,
          Int32Array.of(-1),
          quietContext,
        ),
      "cosineTopK: queries have 4 columns, documents 5",
    ],
    [
      "an excluded row too few",
      () =>
        backend.cosineTopK(
          zeros(2, 4),
          zeros(3, 4),
          1,
          Int32Array.of(-1),
          quietContext,
        ),
      "cosineTopK: 1 excluded rows for 2 queries",
    ],
    [
      "more neighbours than other documents",
      () =>
        backend.cosineTopK(
          zeros(1, 4),
          zeros(3, 4),
          3,
          Int32Array.of(0),
          quietContext,
        ),
      "cosineTopK: k = 3 needs at least 4 documents, got 3",
    ],
    [
      "neighbours of another k",
      () => surfaceWith({ k: 4 }),
      `surface: neighbours should hold ${input.score.queries * 4} values, got ${input.score.queries * 5}`,
    ],
    [
      "excluded rows of other queries",
      () => surfaceWith({ excludedRows: new Int32Array(3) }),
      `surface: excludedRows should hold ${input.score.queries} values, got 3`,
    ],
    [
      "distances of other pivots",
      () =>
        surfaceWith({
          structure: pivotSteps({ ...input.distances, pivots: 2 }),
        }),
      "surface: hamming is of 60 documents, pivots of 90",
    ],
    [
      "a structure of other queries",
      () => surfaceWith({ structure: scanSteps(60, 3) }),
      `surface: hamming is of ${input.score.queries} queries, scan of 3`,
    ],
    [
      "codes and query codes of different bits",
      async () => hammingScore(codes(32), codes(20)),
      "hamming: codes of 32 and 20 bits do not compare",
    ],
  ])("%s", async (_, call, message) => {
    const failure = await call().catch((error: unknown) => error);
    expect(failure).toBeInstanceOf(ShapeError);
    expect(failure).toHaveProperty("message", message);
  });
});

test("k may be all documents where no query excludes one", async () => {
  const rows = await backend.cosineTopK(
    zeros(1, 4),
    zeros(3, 4),
    3,
    Int32Array.of(-1),
    quietContext,
  );
  // Cosines with a zero vector count as 0: all tie, lower rows first.
  expect(rows).toEqual(Int32Array.of(0, 1, 2));
});
