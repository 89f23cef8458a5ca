// First threshold 0, 1, 2, ... at which Hamming pivots keep a document: the
// largest difference of distances, or the root of the squares' sum, rounded up.
//
// CPU twin: firstSurvivingStep in src/search/structure/pivots/knobs.ts. Joined
// with src/gpu/kernels/surface.wgsl, which calls it.

// Words of a row of distances, and distances in a word: 4 bytes or 2 u16s.
override stepWords: u32;
override stepPerWord: u32;
override stepSquares: bool;

@group(3) @binding(0) var<storage, read> stepDistances: array<u32>;
@group(3) @binding(1) var<storage, read> stepQueryDistances: array<u32>;

// Largest difference of the distances in one word, or the sum of its squares.
fn stepWordStatistic(a: u32, b: u32) -> u32 {
  let bits = 32u / stepPerWord;
  // Not (1 << bits) - 1: with whole words that is a shift by 32, which some
  // compilers refuse before `bits` is known.
  let mask = 0xffffffffu >> (32u - bits);
  var most = 0u;
  for (var i = 0u; i < stepPerWord; i++) {
    let x = i32((a >> (i * bits)) & mask);
    let y = i32((b >> (i * bits)) & mask);
    let gap = u32(abs(x - y));
    most = select(max(most, gap), most + gap * gap, stepSquares);
  }
  return most;
}

// The least whole number whose square is at least `sum`, whatever sqrt rounds
// to, and whatever a fast sqrt gives for zero. 65536 is the root of what passes
// 65535 squared: its own square is past 32 bits.
fn stepRootUp(sum: u32) -> u32 {
  if (sum == 0u) {
    return 0u;
  }
  var root = u32(clamp(sqrt(f32(sum)), 1.0, 65535.0));
  while (root < 65536u && root * root < sum) {
    root++;
  }
  while (root > 0u && (root - 1u) * (root - 1u) >= sum) {
    root--;
  }
  return root;
}

fn stepOf(row: u32, query: u32) -> u32 {
  var most = 0u;
  for (var w = 0u; w < stepWords; w++) {
    let inWord = stepWordStatistic(
      stepDistances[row * stepWords + w],
      stepQueryDistances[query * stepWords + w],
    );
    most = select(max(most, inWord), most + inWord, stepSquares);
  }
  return select(most, stepRootUp(most), stepSquares);
}
