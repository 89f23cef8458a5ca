import type {
  OperationContext,
  PivotFilter,
  SurfaceInput,
} from "../compute/backend";
import { emptySurface } from "../compute/emptySurface";
import { firstSurvivingStep } from "../compute/filterSteps";
import {
  countUpTo,
  readHistogram,
  type Slots,
  slotsOfNeighbours,
} from "../compute/surfaceSlots";
import { distanceArray, hammingToRows } from "./hamming";
import type { Surface } from "../model/surface";

/** As `ComputeBackend.surface`, by the histograms of `surfaceSlots`. */
export async function surface(
  input: SurfaceInput,
  context: OperationContext,
): Promise<Surface> {
  const { codes, queryCodes, filter, neighbours, k } = input;
  const n = codes.rows;
  const queries = queryCodes.rows;
  const result = emptySurface(input);
  const { steps } = result;
  const columns = pivotColumns(filter, n);
  const hamming = distanceArray(codes.bits, n);
  const firstStep = new Uint16Array(n);
  const isPlainMax = filter.space === "hamming" && filter.statistic === "max";
  const statistic = new Float64Array(isPlainMax ? 0 : n);

  for (let q = 0; q < queries; q++) {
    hammingToRows(codes, queryCodes, q, 0, n, hamming, 1, 0);
    if (isPlainMax) {
      maxDifference(columns, filter, q, n, firstStep);
    } else {
      if (filter.statistic === "max")
        maxDifference(columns, filter, q, n, statistic);
      else sumOfSquares(columns, filter, q, n, statistic);
      for (let row = 0; row < n; row++)
        firstStep[row] = firstSurvivingStep(filter, statistic[row]);
    }
    const own = neighbours.subarray(q * k, (q + 1) * k);
    for (let g = 0; g < k; g++) {
      result.neighbourHamming[q * k + g] = hamming[own[g]];
      result.neighbourStep[q * k + g] = firstStep[own[g]];
    }
    const slots = slotsOfNeighbours(
      own,
      result.neighbourHamming.subarray(q * k, (q + 1) * k),
      codes.bits,
    );
    const histogram = countPairs(
      slots,
      hamming,
      firstStep,
      input.excludedRows[q],
      steps,
    );
    readHistogram(histogram, slots, result, q);
    await context.checkpoint(q + 1, queries);
  }
  return result;
}

/** The distances of all documents to each pivot, one contiguous column a pivot. */
function pivotColumns(
  filter: PivotFilter,
  n: number,
): (Uint8Array | Uint16Array | Float32Array)[] {
  const { pivots, documentDistances } = filter;
  return Array.from({ length: pivots }, (_, p) => {
    const column =
      documentDistances instanceof Float32Array
        ? new Float32Array(n)
        : documentDistances instanceof Uint16Array
          ? new Uint16Array(n)
          : new Uint8Array(n);
    for (let row = 0; row < n; row++)
      column[row] = documentDistances[row * pivots + p];
    return column;
  });
}

/** m(q, x) = max_i |Dq[i] - Dx[i]| for every document, pivot by pivot. */
function maxDifference(
  columns: readonly (Uint8Array | Uint16Array | Float32Array)[],
  filter: PivotFilter,
  q: number,
  n: number,
  out: Uint16Array | Float64Array,
): void {
  out.fill(0);
  columns.forEach((column, p) => {
    const own = filter.queryDistances[q * filter.pivots + p];
    for (let row = 0; row < n; row++) {
      // In f32 for real distances, as numpy subtracts f32 arrays.
      const difference = Math.fround(Math.abs(own - column[row]));
      if (difference > out[row]) out[row] = difference;
    }
  });
}

/** Sum over pivots of (Dq[i] - Dx[i])^2 for every document, pivot by pivot. */
function sumOfSquares(
  columns: readonly (Uint8Array | Uint16Array | Float32Array)[],
  filter: PivotFilter,
  q: number,
  n: number,
  out: Float64Array,
): void {
  out.fill(0);
  columns.forEach((column, p) => {
    const own = filter.queryDistances[q * filter.pivots + p];
    for (let row = 0; row < n; row++)
      out[row] += Math.fround(own - column[row]) ** 2;
  });
}

/** Counts of documents by (slot, first surviving step); the query left out. */
function countPairs(
  slots: Slots,
  hamming: Uint8Array | Uint16Array,
  firstStep: Uint16Array,
  excludedRow: number,
  steps: number,
): Uint32Array {
  const histogram = new Uint32Array(slots.count * steps);
  const { first, hasNeighbours, rowsAt } = slots;
  for (let row = 0; row < hamming.length; row++) {
    const h = hamming[row];
    let slot = first[h];
    if (hasNeighbours[h]) slot += countUpTo(rowsAt.get(h), row);
    histogram[slot * steps + firstStep[row]]++;
  }
  if (excludedRow >= 0) {
    const h = hamming[excludedRow];
    const slot = first[h] + countUpTo(rowsAt.get(h), excludedRow);
    histogram[slot * steps + firstStep[excludedRow]]--;
  }
  return histogram;
}
