// First threshold of a grid at which real pivots keep a document: the first bar
// above the largest difference of distances. The one subtraction rounds to f32
// as the CPU's does.
//
// CPU twin: firstSurvivingStep in src/search/structure/pivots/knobs.ts. Joined
// with src/gpu/kernels/surface.wgsl, which calls it.

override stepPivots: u32;
override stepBarCount: u32;

@group(3) @binding(0) var<storage, read> stepDistances: array<f32>;
@group(3) @binding(1) var<storage, read> stepQueryDistances: array<f32>;
// Ascending: a document is kept below its bar. As the bits of f32s, which order
// numbers from 0 on as they do: the bar above 0 is a number so small that a GPU
// may take it for 0.
@group(3) @binding(2) var<storage, read> stepBars: array<u32>;

fn stepOf(row: u32, query: u32) -> u32 {
  var statistic = 0.0;
  for (var p = 0u; p < stepPivots; p++) {
    let distance = stepDistances[row * stepPivots + p];
    let other = stepQueryDistances[query * stepPivots + p];
    statistic = max(statistic, abs(other - distance));
  }
  let bits = bitcast<u32>(statistic);
  var low = 0u;
  var high = stepBarCount;
  while (low < high) {
    let middle = (low + high) / 2u;
    if (bits < stepBars[middle]) {
      high = middle;
    } else {
      low = middle + 1u;
    }
  }
  return low;
}
