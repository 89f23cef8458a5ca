// Codes of rows: (x - mean) weights -> sign -> 32 bits to a word, without ever
// writing the projection to memory.
//
// CPU twin: encode() in src/compute/reference/dense.ts.
//
// A workgroup of 128 invocations takes 64 rows and the 32 columns of one word.
// Invocation (rowGroup, bitGroup) keeps 4 rows x 4 columns in registers. Both
// operands come through workgroup memory in slices of `sliceDepth` dimensions,
// stored dimension by dimension, so that the inner loop reads one vec4 of each.
// The word's bits past `bits` see zero weights and are masked besides.

override dimensions: u32;
override bits: u32;

const tileRows = 64u;
const rowGroups = 16u;
const bitGroups = 8u;
const sliceDepth = 16u;
// One more than `rowGroups`: invocations that differ in the dimension only
// would otherwise write to the same memory bank.
const rowStride = 17u;

struct Params {
  rows: u32,
}

@group(0) @binding(0) var<storage, read> x: array<f32>;
@group(0) @binding(1) var<storage, read> mean: array<f32>;
@group(0) @binding(2) var<storage, read> weights: array<f32>;
@group(0) @binding(3) var<storage, read_write> codes: array<u32>;
@group(0) @binding(4) var<uniform> params: Params;

var<workgroup> rowSlice: array<vec4f, sliceDepth * rowStride>;
var<workgroup> weightSlice: array<vec4f, sliceDepth * bitGroups>;
var<workgroup> words: array<atomic<u32>, tileRows>;

fn centred(row: u32, dimension: u32) -> f32 {
  if (row >= params.rows || dimension >= dimensions) {
    return 0.0;
  }
  return x[row * dimensions + dimension] - mean[dimension];
}

fn weight(dimension: u32, bit: u32) -> f32 {
  if (dimension >= dimensions || bit >= bits) {
    return 0.0;
  }
  return weights[dimension * bits + bit];
}

// The four signs as the top bits of a word.
fn topBits(z: vec4f) -> u32 {
  let flags = select(vec4u(0u), vec4u(8u, 4u, 2u, 1u), z > vec4f(0.0));
  return (flags.x | flags.y | flags.z | flags.w) << 28u;
}

@compute @workgroup_size(128)
fn main(
  @builtin(workgroup_id) tile: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let firstRow = tile.x * tileRows;
  let word = tile.y;
  let rowGroup = local / bitGroups;
  let bitGroup = local % bitGroups;

  var z0 = vec4f(0.0);
  var z1 = vec4f(0.0);
  var z2 = vec4f(0.0);
  var z3 = vec4f(0.0);

  for (var slice = 0u; slice < dimensions; slice += sliceDepth) {
    // Neighbouring invocations read neighbouring dimensions of the same rows.
    let depth = local % sliceDepth;
    for (var group = local / sliceDepth; group < rowGroups; group += 8u) {
      let row = firstRow + 4u * group;
      rowSlice[depth * rowStride + group] = vec4f(
        centred(row, slice + depth),
        centred(row + 1u, slice + depth),
        centred(row + 2u, slice + depth),
        centred(row + 3u, slice + depth),
      );
    }
    // 16 dimensions x 8 groups of bits: one vec4 for each invocation.
    let dimension = slice + rowGroup;
    let bit = word * 32u + 4u * bitGroup;
    weightSlice[local] = vec4f(
      weight(dimension, bit),
      weight(dimension, bit + 1u),
      weight(dimension, bit + 2u),
      weight(dimension, bit + 3u),
    );
    workgroupBarrier();

    for (var k = 0u; k < sliceDepth; k++) {
      let a = rowSlice[k * rowStride + rowGroup];
      let w = weightSlice[k * bitGroups + bitGroup];
      z0 += a.x * w;
      z1 += a.y * w;
      z2 += a.z * w;
      z3 += a.w * w;
    }
    workgroupBarrier();
  }

  // `words` starts at zero: WGSL clears workgroup memory.
  let shift = 4u * bitGroup;
  let row = 4u * rowGroup;
  atomicOr(&words[row], topBits(z0) >> shift);
  atomicOr(&words[row + 1u], topBits(z1) >> shift);
  atomicOr(&words[row + 2u], topBits(z2) >> shift);
  atomicOr(&words[row + 3u], topBits(z3) >> shift);
  workgroupBarrier();

  if (local < tileRows && firstRow + local < params.rows) {
    let used = min(32u, bits - word * 32u);
    let wordsPerCode = (bits + 31u) / 32u;
    codes[(firstRow + local) * wordsPerCode + word] =
      atomicLoad(&words[local]) & (0xffffffffu << (32u - used));
  }
}
