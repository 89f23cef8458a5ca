// A document is a candidate from the rank of its list for the query on.
//
// CPU twin: stepOf in tests/contract/parts/lists.ts.

override stepLists: u32;

@group(3) @binding(0) var<storage, read> stepListOf: array<u32>;
// (Q, lists).
@group(3) @binding(1) var<storage, read> stepRanks: array<u32>;

fn stepOf(row: u32, query: u32) -> u32 {
  return stepRanks[query * stepLists + stepListOf[row]];
}
