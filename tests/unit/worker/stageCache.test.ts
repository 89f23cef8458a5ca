import { beforeEach, describe, expect, test } from "vitest";
import type { TimedStage } from "../../../src/model/stages";
import { StageCache, type StageLog } from "../../../src/worker/stageCache";

let nowMs: number;
let cache: StageCache;
let computed: string[];

beforeEach(() => {
  nowMs = 0;
  computed = [];
  cache = new StageCache(() => nowMs);
});

const newLog = (): StageLog => ({ timingsMs: {}, cached: [] });

/** Resolves a stage whose computation takes `tookMs`. */
function resolve(stage: TimedStage, key: string, log = newLog(), tookMs = 5) {
  return cache.resolve(stage, key, log, async () => {
    computed.push(`${stage} ${key}`);
    nowMs += tookMs;
    return { key };
  });
}

describe("StageCache", () => {
  test("the same key gives the same object without computing", async () => {
    const first = await resolve("rotation", "a");
    const log = newLog();
    expect(await resolve("rotation", "a", log)).toBe(first);
    expect(computed).toEqual(["rotation a"]);
    expect(log.cached).toEqual(["rotation"]);
  });

  test("a kept stage reports how long it took when it was computed", async () => {
    const log = newLog();
    await resolve("moments", "a", log, 120);
    expect(log).toEqual({ timingsMs: { moments: 120 }, cached: [] });
    nowMs += 1000;
    const later = newLog();
    await resolve("moments", "a", later);
    expect(later).toEqual({ timingsMs: { moments: 120 }, cached: ["moments"] });
  });

  test("equal keys of different stages are different results", async () => {
    const encode = await resolve("encode", "a");
    expect(await resolve("pivots", "a")).not.toBe(encode);
    expect(computed).toEqual(["encode a", "pivots a"]);
  });

  test("three results per stage are kept, the latest used ones", async () => {
    for (const key of ["a", "b", "c"]) await resolve("encode", key);
    await resolve("encode", "a");
    await resolve("encode", "d");
    computed = [];
    for (const key of ["d", "a", "c"]) await resolve("encode", key);
    expect(computed).toEqual([]);
    // Not used for longest, so it made room.
    await resolve("encode", "b");
    expect(computed).toEqual(["encode b"]);
  });

  test("many results of one stage do not push out those of another", async () => {
    await resolve("moments", "a");
    for (const key of ["1", "2", "3", "4", "5"]) await resolve("surface", key);
    computed = [];
    await resolve("moments", "a");
    expect(computed).toEqual([]);
  });

  test("nothing is kept of a rejected computation", async () => {
    const log = newLog();
    await expect(
      cache.resolve("encode", "a", log, async () => {
        throw new Error("cancelled");
      }),
    ).rejects.toThrow("cancelled");
    expect(log).toEqual({ timingsMs: {}, cached: [] });
    expect(await resolve("encode", "a")).toEqual({ key: "a" });
    expect(computed).toEqual(["encode a"]);
  });

  test("a rejection leaves what was there before", async () => {
    const first = await resolve("encode", "a");
    await cache
      .resolve("encode", "b", newLog(), async () => {
        throw new Error("cancelled");
      })
      .catch(() => undefined);
    expect(await resolve("encode", "a")).toBe(first);
  });

  test("clear forgets everything", async () => {
    await resolve("encode", "a");
    cache.clear();
    await resolve("encode", "a");
    expect(computed).toEqual(["encode a", "encode a"]);
  });
});
