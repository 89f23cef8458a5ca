// out = m * target / total^exponent; nothing but zeros for a total of zero.
// Brings a matrix to the size that the polar iteration starts from.

struct Params {
  quads: u32,
  index: u32,
  target_: f32,
  exponent: f32,
}

@group(0) @binding(0) var<storage, read> m: array<vec4f>;
@group(0) @binding(1) var<storage, read> totals: array<f32>;
@group(0) @binding(2) var<storage, read_write> out: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= params.quads) {
    return;
  }
  let total = totals[params.index];
  var factor = 0.0;
  if (total > 0.0) {
    factor = params.target_ / pow(total, params.exponent);
  }
  out[i] = m[i] * factor;
}
