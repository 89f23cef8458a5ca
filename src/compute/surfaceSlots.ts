import { hammingDistance, wordsPerCode } from "../numeric/bits";
import type { SurfaceInput } from "./backend";
import { firstSurvivingStep, pivotStatistic } from "./filterSteps";
import type { Surface } from "../model/surface";

/*
 * ONE increment per (query, document) pair answers every threshold and every
 * limit. For one query the neighbours, in (hamming, row) order, cut the
 * documents into slots: those between two neighbour distances, and, at a
 * neighbour distance, those between two neighbours by row. A histogram over
 * (slot, first surviving step) then holds every answer: summed over steps up to
 * t and slots before a neighbour it is the number of survivors ahead of it.
 */

/** How the neighbours of one query cut the documents into slots. */
export interface Slots {
  readonly count: number;
  /** First slot of a Hamming distance, shape (bits + 1,). */
  readonly first: Uint16Array;
  /** Neighbour rows, ascending, at a distance that holds any. */
  readonly rowsAt: ReadonlyMap<number, Int32Array>;
  /** 1 where `rowsAt` has the distance, shape (bits + 1,). */
  readonly hasNeighbours: Uint8Array;
  /** Where each neighbour stands among those of its distance. */
  readonly place: Int32Array;
}

/**
 * The slots of one query. `neighbours` (k,) are its true neighbours, `hamming`
 * (k,) their distances.
 */
export function slotsOfNeighbours(
  neighbours: Int32Array,
  hamming: Uint16Array,
  bits: number,
): Slots {
  const byDistance = new Map<number, number[]>();
  neighbours.forEach((row, g) => {
    const rows = byDistance.get(hamming[g]);
    if (rows) rows.push(row);
    else byDistance.set(hamming[g], [row]);
  });
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
    (row, g) => rowsAt.get(hamming[g])?.indexOf(row) ?? 0,
  );
  return { count: slot + 1, first, rowsAt, hasNeighbours, place };
}

/**
 * Writes the distances and first surviving steps of query `q`'s neighbours to
 * `result`, and returns the slots that they make.
 */
export function placeNeighbours(
  { codes, queryCodes, filter, neighbours, k }: SurfaceInput,
  result: Surface,
  q: number,
): Slots {
  const words = wordsPerCode(codes.bits);
  for (let g = q * k; g < (q + 1) * k; g++) {
    const row = neighbours[g];
    result.neighbourHamming[g] = hammingDistance(
      queryCodes.words,
      q * words,
      codes.words,
      row * words,
      words,
    );
    result.neighbourStep[g] = firstSurvivingStep(
      filter,
      pivotStatistic(filter, q, row),
    );
  }
  return slotsOfNeighbours(
    neighbours.subarray(q * k, (q + 1) * k),
    result.neighbourHamming.subarray(q * k, (q + 1) * k),
    codes.bits,
  );
}

/** How many of the ascending `rows` are <= `row`. */
export function countUpTo(rows: Int32Array | undefined, row: number): number {
  let count = 0;
  if (rows) while (count < rows.length && rows[count] <= row) count++;
  return count;
}

/**
 * Turns one query's histogram (slots, steps), the excluded row left out of it,
 * into its candidates, need, less and tie.
 */
export function readHistogram(
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
