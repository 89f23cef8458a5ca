// Documents whose f32 cosine to a query reaches that query's bar, in no order.
// The bar lies an error bound below the k-th best found so far, so that no true
// neighbour is missed; the CPU decides among the candidates in f64.
//
// CPU twin: cosineTopK() in src/compute/reference/search.ts.
//
// An invocation takes four documents and eight queries: two blocks of 4 x 4
// cosines, summed as products of mat4x4f.

struct Params {
  rows: u32,
  start: u32,
  firstRow: u32,
  queries: u32,
  quads: u32,
  capacity: u32,
}

@group(0) @binding(0) var<storage, read> documents: array<vec4f>;
// 1 / |document|, 0 for a zero row.
@group(0) @binding(1) var<storage, read> inverse: array<f32>;
// Unit rows.
@group(0) @binding(2) var<storage, read> queries: array<vec4f>;
@group(0) @binding(3) var<storage, read> bars: array<f32>;
@group(0) @binding(4) var<storage, read_write> cursors: array<atomic<u32>>;
// (Q, capacity): row, and the bits of its cosine.
@group(0) @binding(5) var<storage, read_write> found: array<vec2u>;
@group(1) @binding(0) var<uniform> params: Params;

fn documentBlock(row: u32, quad: u32) -> mat4x4f {
  let last = params.rows - 1u;
  return mat4x4f(
    documents[(params.start + min(row, last)) * params.quads + quad],
    documents[(params.start + min(row + 1u, last)) * params.quads + quad],
    documents[(params.start + min(row + 2u, last)) * params.quads + quad],
    documents[(params.start + min(row + 3u, last)) * params.quads + quad],
  );
}

fn queryBlock(q: u32, quad: u32) -> mat4x4f {
  let last = params.queries - 1u;
  return mat4x4f(
    queries[min(q, last) * params.quads + quad],
    queries[min(q + 1u, last) * params.quads + quad],
    queries[min(q + 2u, last) * params.quads + quad],
    queries[min(q + 3u, last) * params.quads + quad],
  );
}

fn keep(row: u32, q: u32, dots: mat4x4f) {
  for (var i = 0u; i < 4u; i++) {
    if (row + i >= params.rows) {
      continue;
    }
    let place = params.start + row + i;
    let cosines = dots[i] * inverse[params.firstRow + place];
    for (var j = 0u; j < 4u; j++) {
      if (q + j < params.queries && cosines[j] >= bars[q + j]) {
        let at = atomicAdd(&cursors[q + j], 1u);
        if (at < params.capacity) {
          found[(q + j) * params.capacity + at] =
            vec2u(params.firstRow + place, bitcast<u32>(cosines[j]));
        }
      }
    }
  }
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let row = 4u * id.x;
  let q = 8u * id.y;
  if (row >= params.rows) {
    return;
  }
  var near = mat4x4f();
  var far = mat4x4f();
  for (var k = 0u; k < params.quads; k++) {
    let block = documentBlock(row, k);
    near += transpose(queryBlock(q, k)) * block;
    far += transpose(queryBlock(q + 4u, k)) * block;
  }
  keep(row, q, near);
  keep(row, q + 4u, far);
}
