import { describe, expect, test } from "vitest";
import { createPace, TARGET_SUBMISSION_MS } from "../../../src/gpu/pace";
import { chunkRows } from "../../../src/gpu/resident";
import { pairedRanges, rowRanges } from "../../../src/gpu/ranges";

const MANY = 65_535;

describe("pace", () => {
  test("the first dispatch is small enough for a software adapter", () => {
    const pace = createPace();
    // 2^25 multiply-adds in 50 ms, so 80 % of that in the target.
    expect(pace.rows("k", 384 * 128, 64, MANY)).toBe(
      Math.floor((2 ** 25 * TARGET_SUBMISSION_MS) / 50 / (384 * 128) / 64) * 64,
    );
  });

  test("one tile at least, the allowed workgroups at most", () => {
    const pace = createPace();
    expect(pace.rows("k", 1e12, 64, MANY)).toBe(64);
    expect(pace.rows("k", 0, 64, 100)).toBe(6400);
  });

  test("follows the measured speed, in steps of at most 8", () => {
    const pace = createPace();
    const first = pace.rows("k", 1e5, 1, MANY);
    const cost = new Map([["k", first * 1e5]]);
    const ratio = () => pace.rows("k", 1e5, 1, MANY) / first;
    pace.learn(cost, TARGET_SUBMISSION_MS / 2);
    expect(ratio()).toBeCloseTo(2, 1);
    pace.learn(cost, 0);
    expect(ratio()).toBeCloseTo(16, 1);
    pace.learn(new Map([["k", 16 * first * 1e5]]), TARGET_SUBMISSION_MS * 100);
    expect(ratio()).toBeCloseTo(0.16, 1);
  });

  test.each([0.001, 2])(
    "a submission of next to nothing that takes %s ms tells of no speed",
    (elapsedMs) => {
      const pace = createPace();
      const before = pace.rows("k", 1000, 1, MANY);
      pace.learn(new Map([["k", 10]]), elapsedMs);
      expect(pace.rows("k", 1000, 1, MANY)).toBe(before);
    },
  );

  test("what costs little beside the rest learns nothing from it", () => {
    const pace = createPace();
    const before = pace.estimateMs("small", 1000);
    const costs = new Map([
      ["small", 1000],
      ["large", 1e8],
    ]);
    pace.learn(costs, pace.estimateMs("large", 1e8) / 4);
    expect(pace.estimateMs("small", 1000)).toBe(before);
  });
});

describe("chunkRows", () => {
  test("whole steps below the limit", () => {
    expect(chunkRows(1536, 2 ** 27)).toBe(87_040);
    expect(chunkRows(16, 2 ** 40)).toBe(2 ** 23);
  });

  test("the rows that fit, where few do; none is an error", () => {
    expect(chunkRows(1000, 5500)).toBe(5);
    expect(() => chunkRows(1000, 999)).toThrow(
      "One row takes 1000 bytes, more than the 999",
    );
  });
});

describe("ranges", () => {
  // The buffers are only handed on.
  const buffer = {} as GPUBuffer;
  const chunk = (firstRow: number, rows: number) => ({
    buffer,
    firstRow,
    rows,
  });

  test("all rows in order, cut at chunks and at what is asked", async () => {
    const sizes = [4, 3, 100, 100];
    const seen: number[][] = [];
    for await (const range of rowRanges(
      [chunk(0, 10), chunk(10, 5)],
      () => sizes.shift() ?? 1,
    ))
      seen.push([range.firstRow, range.start, range.rows]);
    expect(seen).toEqual([
      [0, 0, 4],
      [4, 4, 3],
      [7, 7, 3],
      [10, 0, 5],
    ]);
  });

  test("two operands, cut at the ends of both", () => {
    const ranges = pairedRanges(
      [chunk(0, 10), chunk(10, 5)],
      [chunk(0, 6), chunk(6, 9)],
      () => 100,
    );
    expect(
      [...ranges].map(({ firstRow, start, otherStart, rows }) => [
        firstRow,
        start,
        otherStart,
        rows,
      ]),
    ).toEqual([
      [0, 0, 0, 6],
      [6, 6, 0, 4],
      [10, 0, 4, 5],
    ]);
  });
});
