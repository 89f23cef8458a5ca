// Sums of the columns over splits of rows: (splits, quads); the splits are
// added up in f64 on the CPU.
//
// CPU twin: columnMean() in src/compute/reference/dense.ts.

struct Params {
  rows: u32,
  splitRows: u32,
  quads: u32,
  firstSplit: u32,
  firstRow: u32,
}

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read_write> sums: array<vec4f>;
@group(1) @binding(0) var<uniform> params: Params;

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) group: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let quad = group.y * 64u + local;
  if (quad >= params.quads) {
    return;
  }
  let start = group.x * params.splitRows;
  let end = min(start + params.splitRows, params.rows);
  var sum = vec4f();
  for (var row = start; row < end; row++) {
    sum += x[(params.firstRow + row) * params.quads + quad];
  }
  sums[(params.firstSplit + group.x) * params.quads + quad] = sum;
}
