// alpha (A - mean) B + beta D, from registers alone: for devices on which
// workgroup memory and barriers cost more than they save, such as software
// adapters. The faster of this and product.wgsl is chosen on the device itself.
//
// CPU twin: product() and project() in src/compute/reference/dense.ts.
//
// An invocation makes 8 x 16 of C as 2 x 4 blocks of 4 x 4, a workgroup of
// 8 x 8 invocations a tile of 64 x 128. Layout and parameters as product.wgsl.

override centred: bool;
override added: bool;

struct Params {
  rows: u32,
  firstRow: u32,
  firstOut: u32,
  depthQuads: u32,
  columnQuads: u32,
  alpha: f32,
  beta: f32,
}

@group(0) @binding(0) var<storage, read> a: array<vec4f>;
@group(0) @binding(1) var<storage, read> b: array<vec4f>;
@group(0) @binding(2) var<storage, read> mean: array<vec4f>;
@group(0) @binding(3) var<storage, read> d: array<vec4f>;
@group(0) @binding(4) var<storage, read_write> c: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

fn blockOfA(row: u32, quad: u32) -> mat4x4f {
  // Rows past the last are read as the last; nobody stores them.
  let last = params.rows - 1u;
  let depth = params.depthQuads;
  var block = mat4x4f(
    a[(params.firstRow + min(row, last)) * depth + quad],
    a[(params.firstRow + min(row + 1u, last)) * depth + quad],
    a[(params.firstRow + min(row + 2u, last)) * depth + quad],
    a[(params.firstRow + min(row + 3u, last)) * depth + quad],
  );
  if (centred) {
    let m = mean[quad];
    block -= mat4x4f(m, m, m, m);
  }
  return block;
}

fn blockOfB(row: u32, quad: u32) -> mat4x4f {
  let width = params.columnQuads;
  let at = row * width + min(quad, width - 1u);
  return mat4x4f(b[at], b[at + width], b[at + 2u * width], b[at + 3u * width]);
}

fn store(row: u32, quad: u32, block: mat4x4f) {
  if (quad >= params.columnQuads) {
    return;
  }
  for (var i = 0u; i < 4u; i++) {
    if (row + i < params.rows) {
      let at = (params.firstOut + row + i) * params.columnQuads + quad;
      var value = params.alpha * block[i];
      if (added) {
        value += params.beta * d[at];
      }
      c[at] = value;
    }
  }
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) tile: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let row = tile.x * 64u + 8u * (local / 8u);
  let quad = tile.y * 32u + 4u * (local % 8u);
  if (row >= params.rows || quad >= params.columnQuads) {
    return;
  }
  var z00 = mat4x4f();
  var z01 = mat4x4f();
  var z02 = mat4x4f();
  var z03 = mat4x4f();
  var z10 = mat4x4f();
  var z11 = mat4x4f();
  var z12 = mat4x4f();
  var z13 = mat4x4f();
  for (var k = 0u; k < params.depthQuads; k++) {
    let a0 = blockOfA(row, k);
    let a1 = blockOfA(row + 4u, k);
    let b0 = blockOfB(4u * k, quad);
    z00 += b0 * a0;
    z10 += b0 * a1;
    let b1 = blockOfB(4u * k, quad + 1u);
    z01 += b1 * a0;
    z11 += b1 * a1;
    let b2 = blockOfB(4u * k, quad + 2u);
    z02 += b2 * a0;
    z12 += b2 * a1;
    let b3 = blockOfB(4u * k, quad + 3u);
    z03 += b3 * a0;
    z13 += b3 * a1;
  }
  store(row, quad, z00);
  store(row, quad + 1u, z01);
  store(row, quad + 2u, z02);
  store(row, quad + 3u, z03);
  store(row + 4u, quad, z10);
  store(row + 4u, quad + 1u, z11);
  store(row + 4u, quad + 2u, z12);
  store(row + 4u, quad + 3u, z13);
}
