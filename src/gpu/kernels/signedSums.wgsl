// Partial sums of V' B over rows, where B is the signs of V R, packed 32 to a
// word: one (b, b) matrix for each split of the rows.
//
// CPU twin: signProduct() in src/compute/reference/dense.ts.
//
// Tiling as transposedProduct.wgsl; the rows of B are unpacked to +1 and -1 in
// registers, so the signs are never more than a bit in memory.

struct Params {
  rows: u32,
  firstRow: u32,
  splitRows: u32,
  firstSplit: u32,
  // vec4s in a row of V, and words in a row of signs.
  quads: u32,
  words: u32,
  // Row of `signs` that row 0 has.
  firstSign: u32,
  bits: u32,
}

@group(0) @binding(0) var<storage, read> v: array<vec4f>;
@group(0) @binding(1) var<storage, read> signs: array<u32>;
@group(0) @binding(2) var<storage, read_write> partials: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

fn rowOfV(row: u32, quad: u32) -> vec4f {
  if (row >= params.rows || quad >= params.quads) {
    return vec4f();
  }
  return v[(params.firstRow + row) * params.quads + quad];
}

// Four signs of the row as +1 and -1. Past the last row V is zero.
fn signsOf(row: u32, quad: u32) -> vec4f {
  let at = (params.firstSign + row) * params.words + min(quad / 8u, params.words - 1u);
  let bits = signs[at] << (4u * (quad % 8u));
  let isSet = (vec4u(bits) & vec4u(0x80000000u, 0x40000000u, 0x20000000u, 0x10000000u)) != vec4u(0u);
  // Columns past the last are no bits at all.
  let column = vec4u(4u * quad) + vec4u(0u, 1u, 2u, 3u);
  let sign = select(vec4f(-1.0), vec4f(1.0), isSet);
  return select(vec4f(0.0), sign, column < vec4u(params.bits));
}

fn store(split: u32, row: u32, quad: u32, block: mat4x4f) {
  if (row >= params.quads || quad >= params.quads) {
    return;
  }
  let first = (split * params.quads + row) * 4u;
  for (var i = 0u; i < 4u; i++) {
    partials[(first + i) * params.quads + quad] = block[i];
  }
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) tile: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let vQuad = tile.x * 16u + 2u * (local / 8u);
  let bQuad = tile.y * 16u + 2u * (local % 8u);
  if (vQuad >= params.quads || bQuad >= params.quads) {
    return;
  }
  let start = tile.z * params.splitRows;
  let end = min(start + params.splitRows, params.rows);
  var z00 = mat4x4f();
  var z01 = mat4x4f();
  var z10 = mat4x4f();
  var z11 = mat4x4f();
  for (var row = start; row < end; row += 4u) {
    let v0 = transpose(mat4x4f(
      rowOfV(row, vQuad),
      rowOfV(row + 1u, vQuad),
      rowOfV(row + 2u, vQuad),
      rowOfV(row + 3u, vQuad),
    ));
    let v1 = transpose(mat4x4f(
      rowOfV(row, vQuad + 1u),
      rowOfV(row + 1u, vQuad + 1u),
      rowOfV(row + 2u, vQuad + 1u),
      rowOfV(row + 3u, vQuad + 1u),
    ));
    let b0 = mat4x4f(
      signsOf(row, bQuad),
      signsOf(row + 1u, bQuad),
      signsOf(row + 2u, bQuad),
      signsOf(row + 3u, bQuad),
    );
    let b1 = mat4x4f(
      signsOf(row, bQuad + 1u),
      signsOf(row + 1u, bQuad + 1u),
      signsOf(row + 2u, bQuad + 1u),
      signsOf(row + 3u, bQuad + 1u),
    );
    z00 += b0 * v0;
    z01 += b1 * v0;
    z10 += b0 * v1;
    z11 += b1 * v1;
  }
  let split = params.firstSplit + tile.z;
  store(split, vQuad, bQuad, z00);
  store(split, vQuad, bQuad + 1u, z01);
  store(split, vQuad + 1u, bQuad, z10);
  store(split, vQuad + 1u, bQuad + 1u, z11);
}
