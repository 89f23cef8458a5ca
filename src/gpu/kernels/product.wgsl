// alpha (A - mean) B + beta D, through workgroup memory.
//
// CPU twin: product() and project() in src/compute/reference/dense.ts.
//
// A workgroup of 8 x 8 invocations makes a tile of 64 x 64; each keeps 8 x 8 of
// it in registers, as 2 x 2 blocks of 4 x 4. A block times a block is one
// product of mat4x4f: row i of A's block is column i of the matrix, so C's rows
// come out as columns too. Slices of 16 inner dimensions of both operands are
// read once per workgroup. Rows of A are padded with zeros to whole vec4s.

override centred: bool;
override added: bool;

struct Params {
  // Rows of A to take, and the first of them in A and in C.
  rows: u32,
  firstRow: u32,
  firstOut: u32,
  // vec4s in a row of A, and in a row of B.
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

const tileRows = 64u;
const tileQuads = 16u;
const sliceQuads = 4u;

// Block (row block, slice quad) and block (slice quad, column quad).
var<workgroup> aSlice: array<mat4x4f, 64>;
var<workgroup> bSlice: array<mat4x4f, 64>;

fn rowOfA(row: u32, quad: u32) -> vec4f {
  if (row >= params.rows || quad >= params.depthQuads) {
    return vec4f();
  }
  let value = a[(params.firstRow + row) * params.depthQuads + quad];
  if (centred) {
    return value - mean[quad];
  }
  return value;
}

fn rowOfB(row: u32, quad: u32) -> vec4f {
  if (quad >= params.columnQuads || row >= 4u * params.depthQuads) {
    return vec4f();
  }
  return b[row * params.columnQuads + quad];
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
  let firstRow = tile.x * tileRows;
  let firstQuad = tile.y * tileQuads;
  let x = local % 8u;
  let y = local / 8u;
  var z00 = mat4x4f();
  var z01 = mat4x4f();
  var z10 = mat4x4f();
  var z11 = mat4x4f();

  for (var slice = 0u; slice < params.depthQuads; slice += sliceQuads) {
    // 16 row blocks x 4 quads of A, 4 quads x 16 quads of B: one block each.
    let row = firstRow + 4u * (local / sliceQuads);
    let quad = slice + local % sliceQuads;
    aSlice[local] = mat4x4f(
      rowOfA(row, quad),
      rowOfA(row + 1u, quad),
      rowOfA(row + 2u, quad),
      rowOfA(row + 3u, quad),
    );
    let inner = 4u * (slice + local / tileQuads);
    let column = firstQuad + local % tileQuads;
    bSlice[local] = mat4x4f(
      rowOfB(inner, column),
      rowOfB(inner + 1u, column),
      rowOfB(inner + 2u, column),
      rowOfB(inner + 3u, column),
    );
    workgroupBarrier();
    for (var k = 0u; k < sliceQuads; k++) {
      let a0 = aSlice[y * sliceQuads + k];
      let a1 = aSlice[(y + 8u) * sliceQuads + k];
      let b0 = bSlice[k * tileQuads + x];
      let b1 = bSlice[k * tileQuads + x + 8u];
      z00 += b0 * a0;
      z01 += b1 * a0;
      z10 += b0 * a1;
      z11 += b1 * a1;
    }
    workgroupBarrier();
  }

  let top = firstRow + 4u * y;
  store(top, firstQuad + x, z00);
  store(top, firstQuad + x + 8u, z01);
  store(top + 32u, firstQuad + x, z10);
  store(top + 32u, firstQuad + x + 8u, z11);
}
