// The key of a document for a query: the sum of the differences of their values.
//
// CPU twin: keyOf in tests/contract/parts/difference.ts.

override keyWidth: u32;

@group(2) @binding(0) var<storage, read> keyValues: array<u32>;
@group(2) @binding(1) var<storage, read> keyQueryValues: array<u32>;

fn keyOf(row: u32, query: u32) -> u32 {
  var sum = 0u;
  for (var i = 0u; i < keyWidth; i++) {
    let a = keyValues[row * keyWidth + i];
    let b = keyQueryValues[query * keyWidth + i];
    sum += max(a, b) - min(a, b);
  }
  return sum;
}
