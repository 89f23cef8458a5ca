import { expect, test } from "vitest";
import { neighbourAgreement } from "../../../src/evaluate/agreement";

const given = {
  data: Int32Array.of(1, 2, 3, 4, 5, 6, 7, 8, 9),
  width: 3,
};

test("counts what both lists hold, whatever the order within k", () => {
  const computed = Int32Array.of(3, 1, 9, 7, 8, 2);
  // Query 0 asks with list 0 (1 2 3), query 1 with list 2 (7 8 9).
  expect(neighbourAgreement(given, computed, 3, Int32Array.of(0, 2))).toEqual({
    k: 3,
    agreement: 4 / 6,
  });
});

test("compares no more ranks than the shorter list has", () => {
  const longer = Int32Array.of(1, 2, 3, 4, 5);
  expect(neighbourAgreement(given, longer, 5, Int32Array.of(0))).toEqual({
    k: 3,
    agreement: 1,
  });
  const shorter = Int32Array.of(2, 9);
  // Only the first two of (4 5 6) count, neither is there.
  expect(neighbourAgreement(given, shorter, 2, Int32Array.of(1))).toEqual({
    k: 2,
    agreement: 0,
  });
});
