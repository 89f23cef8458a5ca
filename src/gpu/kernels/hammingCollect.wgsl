// Rows whose Hamming distance to a query is at most that query's cutoff, in no
// order: `cursors[q]` counts them, those past the query's capacity are counted
// but not written.
//
// CPU twin: hammingTopK() in src/compute/reference/search.ts.

override quads: u32;

struct Params {
  rows: u32,
  blockRows: u32,
  queries: u32,
  // Corpus row of the chunk's first code, and first row within the chunk.
  firstRow: u32,
  start: u32,
}

@group(0) @binding(0) var<storage, read> codes: array<vec4u>;
@group(0) @binding(1) var<storage, read> queries: array<vec4u>;
// (Q,): largest distance to keep, first place in `rows`, places.
@group(0) @binding(2) var<storage, read> targets: array<vec4u>;
@group(0) @binding(3) var<storage, read_write> cursors: array<atomic<u32>>;
@group(0) @binding(4) var<storage, read_write> found: array<u32>;
@group(1) @binding(0) var<uniform> params: Params;

fn keep(query: u32, row: u32, ones: vec4u) {
  if (query >= params.queries) {
    return;
  }
  let goal = targets[query];
  if (ones.x + ones.y + ones.z + ones.w > goal.x) {
    return;
  }
  let place = atomicAdd(&cursors[query], 1u);
  if (place < goal.z) {
    found[goal.y + place] = params.firstRow + params.start + row;
  }
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let q = 4u * group.y;
  let last = params.queries - 1u;
  let q0 = min(q, last) * quads;
  let q1 = min(q + 1u, last) * quads;
  let q2 = min(q + 2u, last) * quads;
  let q3 = min(q + 3u, last) * quads;
  let end = min((group.x + 1u) * params.blockRows, params.rows);
  for (var row = group.x * params.blockRows + local; row < end; row += 64u) {
    var c0 = vec4u();
    var c1 = vec4u();
    var c2 = vec4u();
    var c3 = vec4u();
    for (var w = 0u; w < quads; w++) {
      let own = codes[(params.start + row) * quads + w];
      c0 += countOneBits(own ^ queries[q0 + w]);
      c1 += countOneBits(own ^ queries[q1 + w]);
      c2 += countOneBits(own ^ queries[q2 + w]);
      c3 += countOneBits(own ^ queries[q3 + w]);
    }
    keep(q, row, c0);
    keep(q + 1u, row, c1);
    keep(q + 2u, row, c2);
    keep(q + 3u, row, c3);
  }
}
