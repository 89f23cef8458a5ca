// out[i] = sum over p of partials[p][i], by pairs of pairs, so that the error
// stays that of a short sum; added to what `out` holds when asked to.

override accumulate: bool;

struct Params {
  // vec4s of one partial, and how many partials there are.
  quads: u32,
  partials: u32,
}

@group(0) @binding(0) var<storage, read> partials: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> out: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

fn partial(p: u32, i: u32) -> vec4f {
  if (p >= params.partials) {
    return vec4f();
  }
  return partials[p * params.quads + i];
}

@compute @workgroup_size(64)
fn main(@builtin(global_invocation_id) id: vec3u) {
  let i = id.x;
  if (i >= params.quads) {
    return;
  }
  var sum = vec4f();
  for (var p = 0u; p < params.partials; p += 8u) {
    let left = (partial(p, i) + partial(p + 1u, i)) + (partial(p + 2u, i) + partial(p + 3u, i));
    let right = (partial(p + 4u, i) + partial(p + 5u, i)) + (partial(p + 6u, i) + partial(p + 7u, i));
    sum += left + right;
  }
  if (accumulate) {
    sum += out[i];
  }
  out[i] = sum;
}
