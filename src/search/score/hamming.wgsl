// The key of a document for a query: the Hamming distance of their codes.
//
// CPU twin: keyOf in src/search/score/hamming.ts. Joined with
// src/gpu/kernels/surface.wgsl, which calls it.

// vec4s of words of a code.
override keyQuads: u32;

@group(2) @binding(0) var<storage, read> keyCodes: array<vec4u>;
@group(2) @binding(1) var<storage, read> keyQueryCodes: array<vec4u>;

fn keyOf(row: u32, query: u32) -> u32 {
  var ones = vec4u();
  for (var w = 0u; w < keyQuads; w++) {
    ones += countOneBits(keyCodes[row * keyQuads + w] ^ keyQueryCodes[query * keyQuads + w]);
  }
  return ones.x + ones.y + ones.z + ones.w;
}
