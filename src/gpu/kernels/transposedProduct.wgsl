// Partial sums of (A - mean)' (B - mean) over rows: one (m, n) matrix for each
// split of the rows, so that no f32 sum grows long and every split has its own
// workgroups.
//
// CPU twin: product() with transposeA, and covariance(), in
// src/compute/reference/dense.ts.
//
// An invocation makes 8 x 8 as 2 x 2 blocks; four rows of A and of B at a time:
// block += B's rows times the transpose of A's. A workgroup of 8 x 8 makes
// 64 x 64. Neighbouring invocations read neighbouring vec4s of the same rows.

override centred: bool;

struct Params {
  rows: u32,
  // First row of A, and of B.
  firstRow: u32,
  firstRowB: u32,
  // Rows of one split, a multiple of 4; and where its matrix goes.
  splitRows: u32,
  firstSplit: u32,
  // vec4s in a row of A, and in a row of B.
  aQuads: u32,
  bQuads: u32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read> mean: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> partials: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

fn rowOfA(row: u32, quad: u32) -> vec4f {
  if (row >= params.rows || quad >= params.aQuads) {
    return vec4f();
  }
  let value = a[(params.firstRow + row) * params.aQuads + quad];
  if (centred) {
    return value - mean[quad];
  }
  return value;
}

fn rowOfB(row: u32, quad: u32) -> vec4f {
  if (row >= params.rows || quad >= params.bQuads) {
    return vec4f();
  }
  let value = b[(params.firstRowB + row) * params.bQuads + quad];
  if (centred) {
    return value - mean[quad];
  }
  return value;
}

fn store(split: u32, aQuad: u32, bQuad: u32, block: mat4x4f) {
  if (aQuad >= params.aQuads || bQuad >= params.bQuads) {
    return;
  }
  let first = (split * params.aQuads + aQuad) * 4u;
  for (var i = 0u; i < 4u; i++) {
    partials[(first + i) * params.bQuads + bQuad] = block[i];
  }
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) tile: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let aQuad = tile.x * 16u + 2u * (local / 8u);
  let bQuad = tile.y * 16u + 2u * (local % 8u);
  if (aQuad >= params.aQuads || bQuad >= params.bQuads) {
    return;
  }
  let start = tile.z * params.splitRows;
  let end = min(start + params.splitRows, params.rows);
  var z00 = mat4x4f();
  var z01 = mat4x4f();
  var z10 = mat4x4f();
  var z11 = mat4x4f();
  for (var row = start; row < end; row += 4u) {
    let a0 = transpose(mat4x4f(
      rowOfA(row, aQuad),
      rowOfA(row + 1u, aQuad),
      rowOfA(row + 2u, aQuad),
      rowOfA(row + 3u, aQuad),
    ));
    let a1 = transpose(mat4x4f(
      rowOfA(row, aQuad + 1u),
      rowOfA(row + 1u, aQuad + 1u),
      rowOfA(row + 2u, aQuad + 1u),
      rowOfA(row + 3u, aQuad + 1u),
    ));
    let b0 = mat4x4f(
      rowOfB(row, bQuad),
      rowOfB(row + 1u, bQuad),
      rowOfB(row + 2u, bQuad),
      rowOfB(row + 3u, bQuad),
    );
    let b1 = mat4x4f(
      rowOfB(row, bQuad + 1u),
      rowOfB(row + 1u, bQuad + 1u),
      rowOfB(row + 2u, bQuad + 1u),
      rowOfB(row + 3u, bQuad + 1u),
    );
    z00 += b0 * a0;
    z01 += b1 * a0;
    z10 += b0 * a1;
    z11 += b1 * a1;
  }
  let split = params.firstSplit + tile.z;
  store(split, aQuad, bQuad, z00);
  store(split, aQuad, bQuad + 1u, z01);
  store(split, aQuad + 1u, bQuad, z10);
  store(split, aQuad + 1u, bQuad + 1u, z11);
}
