import { describe, expect, test } from "vitest";
import {
  type ChunkLimits,
  firstChunkRows,
  maxChunkRows,
  nextChunkRows,
} from "../../../src/gpu/chunking";

/** 384 dimensions to 128 bits on a device with the default limits. */
const limits: ChunkLimits = {
  rowBytes: [384 * 4, 4 * 4],
  multiplyAddsPerRow: 384 * 128,
  maxBytes: 2 ** 27,
  tileRows: 64,
  maxWorkgroups: 65_535,
};

describe("most rows of a chunk", () => {
  test("64 MiB of the widest row, though the device would bind more", () => {
    expect(maxChunkRows(limits)).toBe(Math.floor(2 ** 26 / 1536));
  });

  test("the binding limit where it is smaller", () => {
    expect(maxChunkRows({ ...limits, maxBytes: 10_000 })).toBe(6);
  });

  test("the workgroup limit where it is smaller", () => {
    expect(maxChunkRows({ ...limits, maxWorkgroups: 2 })).toBe(128);
  });

  test("an error with both sizes when not one row fits", () => {
    expect(() => maxChunkRows({ ...limits, maxBytes: 1000 })).toThrow(
      "One row takes 1536 bytes, more than the 1000 that the GPU can bind at once.",
    );
  });
});

describe("rows of the first chunk", () => {
  test("2^25 multiply-adds in whole tiles", () => {
    expect(firstChunkRows(limits)).toBe(640);
  });

  test("one tile at least, however wide the rows", () => {
    expect(firstChunkRows({ ...limits, multiplyAddsPerRow: 2 ** 24 })).toBe(64);
  });

  test("never more than fits", () => {
    expect(firstChunkRows({ ...limits, maxBytes: 15_360 })).toBe(10);
  });
});

describe("rows of the next chunk", () => {
  test("in proportion to the time the last one took", () => {
    expect(nextChunkRows(640, 25, limits)).toBe(1280);
    expect(nextChunkRows(640, 50, limits)).toBe(640);
    expect(nextChunkRows(640, 100, limits)).toBe(320);
  });

  test("at most eight times as many, also when no time passed", () => {
    expect(nextChunkRows(640, 0.1, limits)).toBe(5120);
    expect(nextChunkRows(640, 0, limits)).toBe(5120);
  });

  test("one tile at least, most that fits at most", () => {
    expect(nextChunkRows(64, 10_000, limits)).toBe(64);
    expect(nextChunkRows(40_000, 1, limits)).toBe(maxChunkRows(limits));
  });
});
