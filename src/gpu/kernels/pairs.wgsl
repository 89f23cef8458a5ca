// Hamming distance and cosine of pairs of rows.
//
// CPU twin: pairSimilarities() in src/compute/reference/search.ts.

override vectorQuads: u32;
override codeQuads: u32;

struct Params {
  pairs: u32,
}

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> codes: array<vec4u>;
@group(0) @binding(2) var<storage, read> pairs: array<vec2u>;
@group(0) @binding(3) var<storage, read_write> hamming: array<u32>;
@group(0) @binding(4) var<storage, read_write> cosine: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= params.pairs) {
    return;
  }
  let a = pairs[i].x;
  let b = pairs[i].y;
  var ones = vec4u();
  for (var w = 0u; w < codeQuads; w++) {
    ones += countOneBits(codes[a * codeQuads + w] ^ codes[b * codeQuads + w]);
  }
  hamming[i] = ones.x + ones.y + ones.z + ones.w;
  var product = vec4f();
  var aSquares = vec4f();
  var bSquares = vec4f();
  for (var w = 0u; w < vectorQuads; w++) {
    let u = x[a * vectorQuads + w];
    let v = x[b * vectorQuads + w];
    product += u * v;
    aSquares += u * u;
    bSquares += v * v;
  }
  let one = vec4f(1.0);
  let scale = sqrt(dot(aSquares, one)) * sqrt(dot(bSquares, one));
  cosine[i] = select(0.0, dot(product, one) / scale, scale > 0.0);
}
