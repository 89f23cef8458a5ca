import type {
  OperationContext,
  PivotFilter,
  Surface,
  SurfaceInput,
} from "../compute/backend";
import { emptySurface } from "../compute/emptySurface";
import { firstSurvivingStep } from "../compute/filterSteps";
import { distanceArray, hammingToRows } from "./hamming";

/**
 * As `ComputeBackend.surface`, with ONE increment per (query, document) pair.
 *
 * For one query the neighbours, in (hamming, row) order, cut the documents into
 * slots: those between two neighbour distances, and, at a neighbour distance,
 * those between two neighbours by row. A histogram over (slot, first surviving
 * step) then holds every answer: summed over steps up to t and slots before a
 * neighbour it is the number of survivors ahead of that neighbour.
 */
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
  const statistic = new Float32Array(filter.space === "cosine" ? n : 0);

  for (let q = 0; q < queries; q++) {
    hammingToRows(codes, queryCodes, q, 0, n, hamming, 1, 0);
    if (filter.space === "hamming") {
      maxDifference(columns, filter, q, n, firstStep);
    } else {
      maxDifference(columns, filter, q, n, statistic);
      for (let row = 0; row < n; row++)
        firstStep[row] = firstSurvivingStep(filter, statistic[row]);
    }
    const slots = slotsOfNeighbours(
      neighbours.subarray(q * k, (q + 1) * k),
      hamming,
      codes.bits,
    );
    const histogram = countPairs(
      slots,
      hamming,
      firstStep,
      input.excludedRows[q],
      steps,
    );
    for (let g = 0; g < k; g++) {
      const row = neighbours[q * k + g];
      result.neighbourHamming[q * k + g] = hamming[row];
      result.neighbourStep[q * k + g] = firstStep[row];
    }
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
  out: Uint16Array | Float32Array,
): void {
  out.fill(0);
  columns.forEach((column, p) => {
    const own = filter.queryDistances[q * filter.pivots + p];
    for (let row = 0; row < n; row++) {
      // Stored as f32 in cosine space, as numpy subtracts f32 arrays.
      const difference = Math.abs(own - column[row]);
      if (difference > out[row]) out[row] = difference;
    }
  });
}

/** How the neighbours of one query cut the documents into slots. */
interface Slots {
  readonly count: number;
  /** First slot of a Hamming distance, shape (bits + 1,). */
  readonly first: Uint16Array;
  /** Neighbour rows, ascending, at a distance that holds any. */
  readonly rowsAt: ReadonlyMap<number, Int32Array>;
  /** 1 where `rowsAt` has the distance, shape (bits + 1,). */
  readonly hasNeighbours: Uint8Array;
  /** Where each neighbour stands among those of its distance. */
  readonly place: Int32Array;
  readonly neighbours: Int32Array;
}

function slotsOfNeighbours(
  neighbours: Int32Array,
  hamming: Uint8Array | Uint16Array,
  bits: number,
): Slots {
  const byDistance = new Map<number, number[]>();
  for (const row of neighbours) {
    const rows = byDistance.get(hamming[row]);
    if (rows) rows.push(row);
    else byDistance.set(hamming[row], [row]);
  }
  const rowsAt = new Map<number, Int32Array>();
  const first = new Uint16Array(bits + 1);
  const hasNeighbours = new Uint8Array(bits + 1);
  let slot = 0;
  for (let h = 0; h <= bits; h++) {
    const rows = byDistance.get(h);
    if (!rows) {
      first[h] = slot;
      continue;
    }
    rowsAt.set(h, Int32Array.from(rows).sort());
    hasNeighbours[h] = 1;
    first[h] = slot + 1;
    slot += rows.length + 2;
  }
  const place = Int32Array.from(
    neighbours,
    (row) => rowsAt.get(hamming[row])?.indexOf(row) ?? 0,
  );
  return { count: slot + 1, first, rowsAt, hasNeighbours, place, neighbours };
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

/** How many of the ascending `rows` are <= `row`. */
function countUpTo(rows: Int32Array | undefined, row: number): number {
  let count = 0;
  if (rows) while (count < rows.length && rows[count] <= row) count++;
  return count;
}

/** Turns one query's histogram into its candidates, need, less and tie. */
function readHistogram(
  histogram: Uint32Array,
  slots: Slots,
  result: Surface,
  q: number,
): void {
  const { steps, k } = result;
  // prefix[s] = survivors in slots before s at the current threshold.
  const prefix = new Uint32Array(slots.count + 1);
  const cumulative = new Uint32Array(slots.count);
  for (let t = 0; t < steps; t++) {
    for (let s = 0; s < slots.count; s++) {
      cumulative[s] += histogram[s * steps + t];
      prefix[s + 1] = prefix[s] + cumulative[s];
    }
    result.candidates[q * steps + t] = prefix[slots.count];
    for (let g = 0; g < k; g++) {
      if (result.neighbourStep[q * k + g] > t) continue;
      const h = result.neighbourHamming[q * k + g];
      const first = slots.first[h];
      const group = slots.rowsAt.get(h)?.length ?? 0;
      const at = (q * k + g) * steps + t;
      result.less[at] = prefix[first];
      result.tie[at] = prefix[first + group + 1] - prefix[first];
      result.need[at] = prefix[first + slots.place[g] + 1] + 1;
    }
  }
}
