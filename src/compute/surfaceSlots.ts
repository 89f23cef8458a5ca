import type { SurfaceInput } from "./backend";
import type { Surface } from "../model/surface";

/*
 * ONE increment per (query, document) pair answers every step and every limit.
 * For one query the neighbours, in (key, row) order, cut the documents into
 * slots: those between two keys of neighbours, and, at such a key, those
 * between two neighbours by row. A histogram over (slot, step) then holds every
 * answer: summed over steps up to t and slots before a neighbour it is the
 * number of candidates ahead of it.
 */

/**
 * How the neighbours of one query cut the documents into slots. A level is a
 * key that some neighbour has. Before level i, whose neighbours are g of them,
 * lies one slot; g + 1 slots are its own; one lies after the last level.
 */
export interface Slots {
  readonly count: number;
  /** Keys of the levels, ascending, shape (levels,). */
  readonly keys: Uint32Array;
  /** First slot of each level, and `count`, shape (levels + 1,). */
  readonly first: Uint32Array;
  /** Neighbours before each level, and all of them, shape (levels + 1,). */
  readonly starts: Uint32Array;
  /** Neighbour rows by (key, row), shape (k,). */
  readonly rows: Uint32Array;
  /** Level of each neighbour as they were given, and its place in it, (k,). */
  readonly level: Uint32Array;
  readonly place: Uint32Array;
}

/** The slots of one query; `neighbours` (k,) are its true neighbours, `keys` (k,) their keys. */
export function slotsOfNeighbours(
  neighbours: Int32Array,
  keys: Uint32Array,
): Slots {
  const k = neighbours.length;
  const order = Array.from({ length: k }, (_, g) => g).sort(
    (a, b) => keys[a] - keys[b] || neighbours[a] - neighbours[b],
  );
  const levelKeys: number[] = [];
  const starts: number[] = [];
  const level = new Uint32Array(k);
  const place = new Uint32Array(k);
  order.forEach((g, at) => {
    if (levelKeys.at(-1) !== keys[g]) {
      levelKeys.push(keys[g]);
      starts.push(at);
    }
    level[g] = levelKeys.length - 1;
    place[g] = at - starts[level[g]];
  });
  const count = 2 * levelKeys.length + k + 1;
  return {
    count,
    keys: Uint32Array.from(levelKeys),
    first: Uint32Array.from([...starts.map((at, i) => 2 * i + at + 1), count]),
    starts: Uint32Array.from([...starts, k]),
    rows: Uint32Array.from(order, (g) => neighbours[g]),
    level,
    place,
  };
}

/** How many of the ascending `keys` are below `key`. */
function lowerBound(keys: Uint32Array, key: number): number {
  let low = 0;
  let high = keys.length;
  while (low < high) {
    const middle = (low + high) >> 1;
    if (keys[middle] < key) low = middle + 1;
    else high = middle;
  }
  return low;
}

/** The slot of a document: by its key alone, or, at a level, by its row as well. */
export function slotOf(slots: Slots, key: number, row: number): number {
  const level = lowerBound(slots.keys, key);
  if (slots.keys[level] !== key) return slots.first[level] - 1;
  let slot = slots.first[level];
  for (let i = slots.starts[level]; i < slots.starts[level + 1]; i++)
    if (slots.rows[i] <= row) slot++;
  return slot;
}

/**
 * Writes the keys and steps of query `q`'s neighbours to `result`, and returns
 * the slots that they make.
 */
export function placeNeighbours(
  { score, structure, neighbours, k }: SurfaceInput,
  result: Surface,
  q: number,
): Slots {
  for (let g = q * k; g < (q + 1) * k; g++) {
    result.neighbourKey[g] = score.keyOf(neighbours[g], q);
    result.neighbourStep[g] = structure.stepOf(neighbours[g], q);
  }
  return slotsOfNeighbours(
    neighbours.subarray(q * k, (q + 1) * k),
    result.neighbourKey.subarray(q * k, (q + 1) * k),
  );
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
  const { first, starts, level, place } = slots;
  // prefix[s] = candidates in slots before s at the current step.
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
      const start = first[level[g]];
      const group = starts[level[g] + 1] - starts[level[g]];
      const at = (q * k + g) * steps + t;
      result.less[at] = prefix[start];
      result.tie[at] = prefix[start + group + 1] - prefix[start];
      result.need[at] = prefix[start + place[g] + 1] + 1;
    }
  }
}
