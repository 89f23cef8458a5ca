/** Distances above this would need a counting table of more than 64 MiB. */
const LARGEST_COUNTED_DISTANCE = 0xffffff;

function requireCount(name: string, value: number): void {
  if (!Number.isInteger(value) || value < 0) {
    throw new RangeError(`${name} must be an integer >= 0, got ${value}`);
  }
}

/** Whether candidate `a` ranks behind `b`: lower score, or equal and later. */
function ranksBehind(
  scores: Float32Array | Float64Array,
  a: number,
  b: number,
): boolean {
  return scores[a] < scores[b] || (scores[a] === scores[b] && a > b);
}

/** Restores the heap (hindmost candidate on top) below position `start`. */
function siftDown(
  heap: Int32Array,
  size: number,
  start: number,
  scores: Float32Array | Float64Array,
): void {
  const moved = heap[start];
  let hole = start;
  for (;;) {
    let child = 2 * hole + 1;
    if (child >= size) break;
    if (child + 1 < size && ranksBehind(scores, heap[child + 1], heap[child])) {
      child++;
    }
    if (!ranksBehind(scores, heap[child], moved)) break;
    heap[hole] = heap[child];
    hole = child;
  }
  heap[hole] = moved;
}

/**
 * Indices of the `k` highest scores, best first, equal scores by lower index;
 * `exclude` (a query's own row) is left out. With fewer than `k` candidates
 * all of them are returned. O(n log k) by a heap of the k best so far.
 * Throws RangeError for a negative or fractional `k` and for a NaN score.
 */
export function topKByScore(
  scores: Float32Array | Float64Array,
  k: number,
  exclude?: number,
): Int32Array {
  requireCount("k", k);
  const capacity = Math.min(k, scores.length);
  const heap = new Int32Array(capacity);
  let size = 0;
  for (let i = 0; i < scores.length; i++) {
    if (i === exclude) continue;
    const score = scores[i];
    if (Number.isNaN(score)) {
      throw new RangeError(
        `score ${i} of ${scores.length} is NaN; a vector holds NaN or infinity`,
      );
    }
    if (size < capacity) {
      heap[size++] = i;
      if (size === capacity) {
        for (let p = (size >> 1) - 1; p >= 0; p--) {
          siftDown(heap, size, p, scores);
        }
      }
    } else if (capacity > 0 && score > scores[heap[0]]) {
      // An equal score has a higher index than everything kept: it loses.
      heap[0] = i;
      siftDown(heap, size, 0, scores);
    }
  }
  if (size < capacity) {
    for (let p = (size >> 1) - 1; p >= 0; p--) siftDown(heap, size, p, scores);
  }
  for (let end = size - 1; end > 0; end--) {
    const hindmost = heap[0];
    heap[0] = heap[end];
    heap[end] = hindmost;
    siftDown(heap, end, 0, scores);
  }
  return size === capacity ? heap : heap.slice(0, size);
}

/**
 * Indices of the `count` smallest distances, ascending by (distance, index),
 * among those that `include` accepts (all without it; it must be a pure
 * function, it may be asked twice). Counting sort: O(n + largest distance).
 * With fewer than `count` candidates all of them are returned.
 * Throws RangeError for a negative or fractional `count` and for a distance
 * above 16,777,215.
 */
export function smallestByDistance(
  distances: Uint8Array | Uint16Array | Uint32Array,
  count: number,
  include?: (index: number) => boolean,
): Int32Array {
  requireCount("count", count);
  let largest = 0;
  for (const distance of distances) {
    if (distance > largest) largest = distance;
  }
  if (largest > LARGEST_COUNTED_DISTANCE) {
    throw new RangeError(
      `distance ${largest} is above ${LARGEST_COUNTED_DISTANCE}; ` +
        "these are not Hamming distances",
    );
  }
  // First how many candidates each distance has, then where each one starts.
  const starts = new Uint32Array(largest + 2);
  for (let i = 0; i < distances.length; i++) {
    if (include === undefined || include(i)) starts[distances[i] + 1]++;
  }
  for (let d = 0; d <= largest; d++) starts[d + 1] += starts[d];
  const size = Math.min(count, starts[largest + 1]);
  const nearest = new Int32Array(size);
  for (let i = 0; i < distances.length; i++) {
    if (starts[distances[i]] >= size) continue;
    if (include !== undefined && !include(i)) continue;
    nearest[starts[distances[i]]++] = i;
  }
  return nearest;
}
