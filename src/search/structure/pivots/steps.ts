import { constantRow, type RowSource } from "../../../compute/rowSource";
import type {
  CompiledPart,
  StepPart,
  WgslPart,
} from "../../../compute/surfaceParts";
import {
  firstSurvivingStep,
  maxBars,
  possibleThresholds,
  surfaceThresholds,
} from "./knobs";
import { hasWindows, type PivotDistances, pivotStatistic } from "./rule";
import realCode from "./realSteps.wgsl?raw";
import wholeCode from "./wholeSteps.wgsl?raw";

/** 32-bit words that hold one row of distances. */
function wordsPerRow({ pivots, documentDistances }: PivotDistances): number {
  return Math.max(
    1,
    Math.ceil((pivots * documentDistances.BYTES_PER_ELEMENT) / 4),
  );
}

/** Rows of distances (rows, P), each padded to whole 32-bit words. */
function distanceRows(
  name: string,
  pivots: number,
  distances: PivotDistances["documentDistances"],
  words: number,
): RowSource {
  const usedBytes = pivots * distances.BYTES_PER_ELEMENT;
  const rowBytes = 4 * words;
  return {
    key: distances,
    name,
    rows: distances.length / pivots,
    rowBytes,
    read(start, end) {
      const part = distances.subarray(start * pivots, end * pivots);
      const bytes = new Uint8Array(
        part.buffer,
        part.byteOffset,
        part.byteLength,
      );
      if (usedBytes === rowBytes) return bytes;
      const padded = new Uint8Array((end - start) * rowBytes);
      for (let row = 0; row < end - start; row++)
        padded.set(
          bytes.subarray(row * usedBytes, (row + 1) * usedBytes),
          row * rowBytes,
        );
      return padded;
    },
  };
}

function wgslPart(
  distances: PivotDistances,
  grid: Float64Array | null,
): WgslPart | null {
  const isSum = !hasWindows(distances);
  // Sums of real squares are f64, which WGSL does not have.
  if (grid && isSum) return null;
  const { pivots, documentDistances, queryDistances } = distances;
  const words = wordsPerRow(distances);
  const queryRows = distanceRows(
    "query pivot distances",
    pivots,
    queryDistances,
    words,
  );
  const shared = {
    documents: distanceRows(
      "pivot distances",
      pivots,
      documentDistances,
      words,
    ),
    cost: 2 * pivots,
  };
  if (!grid)
    return {
      ...shared,
      name: "whole pivots",
      code: wholeCode,
      constants: {
        stepWords: words,
        stepPerWord: 4 / documentDistances.BYTES_PER_ELEMENT,
        stepSquares: Number(isSum),
      },
      others: [queryRows],
    };
  return {
    ...shared,
    name: "real pivots",
    code: realCode,
    constants: { stepPivots: pivots, stepBarCount: grid.length },
    others: [queryRows, constantRow("bars", maxBars(distances, grid))],
  };
}

/** The distances of all documents to each pivot, one contiguous column a pivot. */
function distanceColumns({
  pivots,
  documentDistances,
}: PivotDistances): PivotDistances["documentDistances"] {
  const columns = documentDistances.slice();
  const n = documentDistances.length / pivots;
  for (let p = 0; p < pivots; p++)
    for (let row = 0; row < n; row++)
      columns[p * n + row] = documentDistances[row * pivots + p];
  return columns;
}

function compiledPart(
  distances: PivotDistances,
  grid: Float64Array | null,
): CompiledPart | null {
  const isSum = !hasWindows(distances);
  // Sums of real squares are f64, which the kernels do not count.
  if (grid && isSum) return null;
  return {
    kernel: grid
      ? "largest-real-difference"
      : isSum
        ? "root-of-squares"
        : "largest-difference",
    operands: () => ({
      documents: distanceColumns(distances),
      queries: distances.queryDistances,
      constants: grid ? maxBars(distances, grid) : new Float32Array(0),
    }),
  };
}

/**
 * Documents whose distances to the pivots differ little from the query's: a
 * step for each threshold. `grid` holds the real thresholds that may occur.
 */
export function pivotSteps(
  distances: PivotDistances,
  grid: Float64Array | null = possibleThresholds(distances, 0),
): StepPart {
  const { pivots, documentDistances, queryDistances } = distances;
  return {
    name: "pivots",
    rows: documentDistances.length / pivots,
    queries: queryDistances.length / pivots,
    knobs: surfaceThresholds(distances, grid),
    stepOf: (row, query) =>
      firstSurvivingStep(
        distances,
        grid,
        pivotStatistic(distances, query, row),
      ),
    compiled: compiledPart(distances, grid),
    wgsl: wgslPart(distances, grid),
  };
}
