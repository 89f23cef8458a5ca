// Hamming distances of every code to every pivot, (rows, P) row-major as bytes
// or 16-bit values: an invocation makes one 32-bit word of them.
//
// CPU twin: pivotDistances() in src/compute/reference/search.ts.

// 4 bytes or 2 16-bit values to a word.
override perWord: u32;
override quads: u32;

struct Params {
  // Distances to make (rows x pivots), and words that hold them.
  distances: u32,
  words: u32,
  firstRow: u32,
  pivots: u32,
  // Words of a row of workgroups, for more of them than one dimension holds.
  rowWords: u32,
}

@group(0) @binding(0) var<storage, read> codes: array<vec4u>;
@group(0) @binding(1) var<storage, read> pivots: array<vec4u>;
@group(0) @binding(2) var<storage, read_write> out: array<u32>;
@group(1) @binding(0) var<uniform> params: Params;

fn distance(row: u32, pivot: u32) -> u32 {
  var ones = vec4u();
  for (var w = 0u; w < quads; w++) {
    ones += countOneBits(codes[row * quads + w] ^ pivots[pivot * quads + w]);
  }
  return ones.x + ones.y + ones.z + ones.w;
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let word = id.y * params.rowWords + id.x;
  if (id.x >= params.rowWords || word >= params.words) {
    return;
  }
  var packed = 0u;
  for (var i = 0u; i < perWord; i++) {
    let at = word * perWord + i;
    if (at < params.distances) {
      let own = distance(params.firstRow + at / params.pivots, at % params.pivots);
      packed |= own << (i * (32u / perWord));
    }
  }
  out[word] = packed;
}
