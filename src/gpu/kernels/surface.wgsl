// The one-pass surface: for every query a histogram of all documents over
// (slot, first surviving step); see src/compute/surfaceSlots.ts.
//
// CPU twin: surface() in src/compute/reference/search.ts.
//
// A workgroup takes a block of documents and one query and counts in workgroup
// memory where the histogram fits (`isLocal`), else in the output directly. No
// floats but real distances, whose one subtraction rounds as the CPU's does.

override quads: u32;
override pivots: u32;
override distanceWords: u32;
// 4 bytes, 2 16-bit values or 1 f32 of pivot distances to a word.
override perWord: u32;
// Hamming distances count by the root of their squares' sum, not the largest.
override squares: bool;
// Bins of one query's histogram, and what of it lies in workgroup memory.
override isLocal: bool;
override localBins: u32;
override tableSize: u32;

struct Params {
  rows: u32,
  blockRows: u32,
  // Corpus row of the chunk's first document, and first row within the chunk.
  firstRow: u32,
  start: u32,
  // First query of this dispatch, in every array over queries.
  firstQuery: u32,
  bins: u32,
  steps: u32,
  // Neighbours of a query, and bars of a filter of real distances.
  k: u32,
  thresholds: u32,
  // First row within the chunk of pivot distances.
  distanceStart: u32,
}

@group(0) @binding(0) var<storage, read> codes: array<vec4u>;
@group(0) @binding(1) var<storage, read> distances: array<u32>;
@group(0) @binding(2) var<storage, read> queryCodes: array<vec4u>;
@group(0) @binding(3) var<storage, read> queryDistances: array<u32>;
// (Q, tableSize) by Hamming distance: first slot, and neighbours at that
// distance | their place in `levels` << 16.
@group(0) @binding(4) var<storage, read> table: array<vec2u>;
// (Q, k + 1): neighbour rows, ascending within a distance; then the excluded row.
@group(0) @binding(5) var<storage, read> levels: array<i32>;
// Bars of a filter of real distances, ascending: a pair survives below them.
@group(0) @binding(6) var<storage, read> thresholds: array<f32>;
@group(0) @binding(7) var<storage, read_write> histogram: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> counts: array<atomic<u32>, localBins>;

// Largest difference of the distances in one word, or the sum of its squares.
fn wordStatistic(a: u32, b: u32) -> u32 {
  let bits = 32u / perWord;
  let mask = (1u << bits) - 1u;
  var most = 0u;
  for (var i = 0u; i < perWord; i++) {
    let x = i32((a >> (i * bits)) & mask);
    let y = i32((b >> (i * bits)) & mask);
    let gap = u32(abs(x - y));
    most = select(max(most, gap), most + gap * gap, squares);
  }
  return most;
}

// The least whole number whose square is at least `sum`, whatever sqrt rounds to.
fn rootUp(sum: u32) -> u32 {
  var root = u32(sqrt(f32(sum)));
  while (root * root < sum) {
    root++;
  }
  while (root > 0u && (root - 1u) * (root - 1u) >= sum) {
    root--;
  }
  return root;
}

// First step at which a document survives: m (rounded up) for Hamming pivots,
// the first bar above m for real distances.
fn firstStep(row: u32, query: u32) -> u32 {
  if (perWord > 1u) {
    var most = 0u;
    for (var w = 0u; w < distanceWords; w++) {
      let own = wordStatistic(
        distances[row * distanceWords + w],
        queryDistances[query * distanceWords + w],
      );
      most = select(max(most, own), most + own, squares);
    }
    return select(most, rootUp(most), squares);
  }
  var statistic = 0.0;
  for (var p = 0u; p < pivots; p++) {
    let own = bitcast<f32>(distances[row * distanceWords + p]);
    let other = bitcast<f32>(queryDistances[query * distanceWords + p]);
    statistic = max(statistic, abs(other - own));
  }
  var low = 0u;
  var high = params.thresholds;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (statistic < thresholds[middle]) {
      high = middle;
    } else {
      low = middle + 1u;
    }
  }
  return low;
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let query = params.firstQuery + group.y;
  let excluded = levels[query * (params.k + 1u) + params.k];
  let end = min((group.x + 1u) * params.blockRows, params.rows);
  for (var i = group.x * params.blockRows + local; i < end; i += 64u) {
    let row = params.start + i;
    let id = i32(params.firstRow + row);
    if (id == excluded) {
      continue;
    }
    var ones = vec4u();
    for (var w = 0u; w < quads; w++) {
      ones += countOneBits(codes[row * quads + w] ^ queryCodes[query * quads + w]);
    }
    let entry = table[query * tableSize + ones.x + ones.y + ones.z + ones.w];
    var slot = entry.x;
    let level = entry.y & 0xffffu;
    let first = query * (params.k + 1u) + (entry.y >> 16u);
    for (var n = 0u; n < level; n++) {
      slot += select(0u, 1u, levels[first + n] <= id);
    }
    let bin = slot * params.steps + firstStep(params.distanceStart + i, query);
    if (isLocal) {
      atomicAdd(&counts[bin], 1u);
    } else {
      atomicAdd(&histogram[group.y * params.bins + bin], 1u);
    }
  }
  if (isLocal) {
    workgroupBarrier();
    for (var bin = local; bin < params.bins; bin += 64u) {
      let count = atomicLoad(&counts[bin]);
      if (count > 0u) {
        atomicAdd(&histogram[group.y * params.bins + bin], count);
      }
    }
  }
}
