// The surface: for every query a histogram of all documents over (slot, step);
// see src/compute/surfaceSlots.ts.
//
// CPU twin: surface() in src/compute/reference/search.ts.
//
// A workgroup takes a block of documents and one query and counts in workgroup
// memory where the histogram fits (`isLocal`), else in the output directly. It
// is joined with the texts of a score, whose keyOf(row, query) -> u32 orders
// the documents, and of a structure, whose stepOf(row, query) -> u32 is the
// first step at which a document is a candidate.

// Bins of one query's histogram, and what of it lies in workgroup memory.
override isLocal: bool;
override localBins: u32;
// An entry for each key, or a search among the levels.
override isDirect: bool;

struct Params {
  rows: u32,
  blockRows: u32,
  // Corpus row of the first document of this dispatch.
  firstRow: u32,
  // The same within the chunks that score and structure have bound.
  keyStart: u32,
  stepStart: u32,
  // First query of this dispatch among all, and of the records.
  firstQuery: u32,
  bins: u32,
  steps: u32,
  // Neighbours of a query, and pairs of a record.
  k: u32,
  recordPairs: u32,
}

// One record for each query; see src/compute/slotRecords.ts.
@group(0) @binding(0) var<storage, read> records: array<vec2u>;
@group(0) @binding(1) var<storage, read_write> histogram: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> counts: array<atomic<u32>, localBins>;

// The level of the record at `record` that has `key`, or the first above it.
fn levelOf(record: u32, key: u32) -> u32 {
  var low = 0u;
  var high = records[record].y;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (records[record + 1u + middle].y < key) {
      low = middle + 1u;
    } else {
      high = middle;
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
  let record = group.y * params.recordPairs;
  let entries = record + 1u + params.k;
  let excluded = records[record].x;
  let end = min((group.x + 1u) * params.blockRows, params.rows);
  for (var i = group.x * params.blockRows + local; i < end; i += 64u) {
    let row = params.firstRow + i;
    if (row == excluded) {
      continue;
    }
    let key = keyOf(params.keyStart + i, query);
    var at = key;
    // 1 for a key between two levels: before the upper one's first slot.
    var before = 0u;
    if (!isDirect) {
      at = levelOf(record, key);
      let isLevel = at < records[record].y && records[record + 1u + at].y == key;
      before = select(1u, 0u, isLevel);
    }
    let entry = records[entries + at];
    var slot = entry.x - before;
    let size = select(entry.y & 0xffffu, 0u, before == 1u);
    let first = record + 1u + (entry.y >> 16u);
    for (var n = 0u; n < size; n++) {
      slot += select(0u, 1u, records[first + n].x <= row);
    }
    let bin = slot * params.steps + stepOf(params.stepStart + i, query);
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
