// Codes of rows: (x - mean) weights -> sign -> 32 bits to a word, without ever
// writing the projection to memory. With `zeroIsSet` the signs of an ITQ step
// (sign(0) = +1), and the sums of |projection| that its error needs.
//
// CPU twins: encode() and signProduct() in src/compute/reference/dense.ts.
//
// An invocation makes one word of four rows: 4 x 32 of the projection, as eight
// blocks of 4 x 4. All invocations of a workgroup take the same word, so that
// they read the same weights. The word's bits past `bits` see padding and are
// masked. No workgroup memory, no atomics.

override centred: bool;
override zeroIsSet: bool;
override countAbsolute: bool;

struct Params {
  rows: u32,
  // First row in x, in the codes, and first entry in `absolute`.
  firstRow: u32,
  firstOut: u32,
  firstSum: u32,
  // vec4s in a row of x, and in a row of the weights.
  depthQuads: u32,
  columnQuads: u32,
  bits: u32,
  // u32s from one code to the next.
  codeWords: u32,
}

@group(0) @binding(0) var<storage, read> x: array<vec4f>;
@group(0) @binding(1) var<storage, read> mean: array<vec4f>;
@group(0) @binding(2) var<storage, read> weights: array<vec4f>;
@group(0) @binding(3) var<storage, read_write> codes: array<u32>;
// (row groups, words): sums of |projection| of four rows and one word.
@group(0) @binding(4) var<storage, read_write> absolute: array<f32>;
@group(1) @binding(0) var<uniform> params: Params;

fn blockOfX(row: u32, quad: u32) -> mat4x4f {
  let last = params.rows - 1u;
  let depth = params.depthQuads;
  var block = mat4x4f(
    x[(params.firstRow + min(row, last)) * depth + quad],
    x[(params.firstRow + min(row + 1u, last)) * depth + quad],
    x[(params.firstRow + min(row + 2u, last)) * depth + quad],
    x[(params.firstRow + min(row + 3u, last)) * depth + quad],
  );
  if (centred) {
    let m = mean[quad];
    block -= mat4x4f(m, m, m, m);
  }
  return block;
}

fn blockOfWeights(row: u32, quad: u32) -> mat4x4f {
  let width = params.columnQuads;
  let at = row * width + min(quad, width - 1u);
  return mat4x4f(
    weights[at],
    weights[at + width],
    weights[at + 2u * width],
    weights[at + 3u * width],
  );
}

// The four signs as the top bits of a word.
fn topBits(z: vec4f) -> u32 {
  var isSet = z > vec4f(0.0);
  if (zeroIsSet) {
    isSet = z >= vec4f(0.0);
  }
  let flags = select(vec4u(0u), vec4u(8u, 4u, 2u, 1u), isSet);
  return (flags.x | flags.y | flags.z | flags.w) << 28u;
}

// One quad of signs of the four rows, `shift` bits down their words.
fn signsOf(block: mat4x4f, shift: u32) -> vec4u {
  return vec4u(
    topBits(block[0]),
    topBits(block[1]),
    topBits(block[2]),
    topBits(block[3]),
  ) >> vec4u(shift);
}

// Sum of |z| over the block's used rows, without the columns past `bits`.
fn absoluteSum(block: mat4x4f, rowUse: vec4f, firstBit: u32) -> f32 {
  let bit = vec4u(firstBit) + vec4u(0u, 1u, 2u, 3u);
  let isUsed = bit < vec4u(params.bits);
  let sums = abs(block[0]) * rowUse.x + abs(block[1]) * rowUse.y +
    abs(block[2]) * rowUse.z + abs(block[3]) * rowUse.w;
  return dot(select(vec4f(0.0), sums, isUsed), vec4f(1.0));
}

@compute @workgroup_size(64)
fn main(
  @builtin(workgroup_id) tile: vec3u,
  @builtin(local_invocation_index) local: u32,
) {
  let group = tile.x * 64u + local;
  let row = 4u * group;
  if (row >= params.rows) {
    return;
  }
  let word = tile.y;
  let quad = 8u * word;
  var z0 = mat4x4f();
  var z1 = mat4x4f();
  var z2 = mat4x4f();
  var z3 = mat4x4f();
  var z4 = mat4x4f();
  var z5 = mat4x4f();
  var z6 = mat4x4f();
  var z7 = mat4x4f();
  for (var k = 0u; k < params.depthQuads; k++) {
    let rows = blockOfX(row, k);
    z0 += blockOfWeights(4u * k, quad) * rows;
    z1 += blockOfWeights(4u * k, quad + 1u) * rows;
    z2 += blockOfWeights(4u * k, quad + 2u) * rows;
    z3 += blockOfWeights(4u * k, quad + 3u) * rows;
    z4 += blockOfWeights(4u * k, quad + 4u) * rows;
    z5 += blockOfWeights(4u * k, quad + 5u) * rows;
    z6 += blockOfWeights(4u * k, quad + 6u) * rows;
    z7 += blockOfWeights(4u * k, quad + 7u) * rows;
  }
  let used = min(32u, params.bits - word * 32u);
  let mask = 0xffffffffu << (32u - used);
  let bits = vec4u(mask) & (
    signsOf(z0, 0u) | signsOf(z1, 4u) | signsOf(z2, 8u) | signsOf(z3, 12u) |
    signsOf(z4, 16u) | signsOf(z5, 20u) | signsOf(z6, 24u) | signsOf(z7, 28u)
  );
  for (var i = 0u; i < 4u; i++) {
    if (row + i < params.rows) {
      codes[(params.firstOut + row + i) * params.codeWords + word] = bits[i];
    }
  }
  if (countAbsolute) {
    // Rows past the last were read as the last: they must not count.
    let rowUse = select(
      vec4f(0.0),
      vec4f(1.0),
      vec4u(row, row + 1u, row + 2u, row + 3u) < vec4u(params.rows),
    );
    let bit = 32u * word;
    let sum = absoluteSum(z0, rowUse, bit) + absoluteSum(z1, rowUse, bit + 4u) +
      absoluteSum(z2, rowUse, bit + 8u) + absoluteSum(z3, rowUse, bit + 12u) +
      absoluteSum(z4, rowUse, bit + 16u) + absoluteSum(z5, rowUse, bit + 20u) +
      absoluteSum(z6, rowUse, bit + 24u) + absoluteSum(z7, rowUse, bit + 28u);
    absolute[params.firstSum + group * ((params.bits + 31u) / 32u) + word] = sum;
  }
}
