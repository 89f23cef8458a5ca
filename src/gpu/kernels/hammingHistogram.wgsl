// How many codes lie at each Hamming distance of each query: (Q, bins), a bin
// being 2^binShift distances. With these counts a top-L is a cutoff.
//
// CPU twin: hammingTopK() in src/compute/reference/search.ts.
//
// A workgroup takes `blockRows` codes and four queries; each code is read once
// for all four, and counted in workgroup memory.

override quads: u32;
override bins: u32;
override binShift: u32;

struct Params {
  rows: u32,
  blockRows: u32,
  queries: u32,
  // Corpus row of the chunk's first code; hammingCollect's, unused here.
  firstRow: u32,
  // First row within the chunk.
  start: u32,
}

@group(0) @binding(0) var<storage, read> codes: array<vec4u>;
@group(0) @binding(1) var<storage, read> queries: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> histogram: array<atomic<u32>>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> counts: array<atomic<u32>, 4u * bins>;

fn onesOf(ones: vec4u) -> u32 {
  return ones.x + ones.y + ones.z + ones.w;
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
    atomicAdd(&counts[onesOf(c0) >> binShift], 1u);
    atomicAdd(&counts[bins + (onesOf(c1) >> binShift)], 1u);
    atomicAdd(&counts[2u * bins + (onesOf(c2) >> binShift)], 1u);
    atomicAdd(&counts[3u * bins + (onesOf(c3) >> binShift)], 1u);
  }
  workgroupBarrier();
  for (var i = local; i < 4u * bins; i += 64u) {
    let query = q + i / bins;
    let count = atomicLoad(&counts[i]);
    if (query < params.queries && count > 0u) {
      atomicAdd(&histogram[query * bins + i % bins], count);
    }
  }
}
