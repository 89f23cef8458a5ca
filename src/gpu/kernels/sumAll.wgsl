// out[params.index] = sum of all values, or of their squares, or the largest
// |value - identity| of a (size, size) matrix: one workgroup, for at most some
// million values.
//
// `mode`: 0 sum, 1 sum of squares, 2 distance from the identity.

override mode: u32;

struct Params {
  count: u32,
  index: u32,
  // Mode 2: the matrix is (size, size) in rows of `width` values.
  size: u32,
  width: u32,
}

@group(0) @binding(0) var<storage, read> values: array<f32>;
@group(0) @binding(1) var<storage, read_write> out: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

var<workgroup> shares: array<f32, 256>;

fn term(i: u32) -> f32 {
  let value = values[i];
  if (mode == 0u) {
    return value;
  }
  if (mode == 1u) {
    return value * value;
  }
  let row = i / params.width;
  let column = i % params.width;
  if (row >= params.size || column >= params.size) {
    return 0.0;
  }
  return abs(value - select(0.0, 1.0, row == column));
}

fn join(a: f32, b: f32) -> f32 {
  if (mode == 2u) {
    return max(a, b);
  }
  return a + b;
}

@compute @workgroup_size(256)
fn main(@builtin(local_invocation_index) local: u32) {
  var share = 0.0;
  for (var i = local; i < params.count; i += 256u) {
    share = join(share, term(i));
  }
  shares[local] = share;
  workgroupBarrier();
  for (var half = 128u; half > 0u; half /= 2u) {
    if (local < half) {
      shares[local] = join(shares[local], shares[local + half]);
    }
    workgroupBarrier();
  }
  if (local == 0u) {
    out[params.index] = shares[0];
  }
}
