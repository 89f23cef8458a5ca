import { beforeEach, describe, expect, test } from "vitest";
import { CancelledError } from "../../../src/compute/backend";
import { stageContext, type Timing } from "../../../src/worker/progress";
import type { Progress } from "../../../src/model/stages";

let nowMs: number;
let turns: number;
let reports: Progress[];
let controller: AbortController;

/** A clock that moves when told; a turn of the event loop takes 7 ms. */
const timing: Timing = {
  now: () => nowMs,
  turn: async () => {
    turns++;
    nowMs += 7;
  },
};

beforeEach(() => {
  nowMs = 5000;
  turns = 0;
  reports = [];
  controller = new AbortController();
});

function openStage() {
  return stageContext(
    {
      stage: "surface",
      activity: { name: "progress.first-pivots", params: {} },
    },
    { signal: controller.signal, onProgress: (p) => reports.push(p) },
    timing,
  );
}

describe("reports", () => {
  test("have the stage's unit, what goes on, a rate and the time left", async () => {
    const context = openStage();
    nowMs += 500;
    await context.checkpoint(50, 200);
    expect(reports).toEqual([
      {
        stage: "surface",
        activity: { name: "progress.first-pivots", params: {} },
        unit: "queries",
        done: 50,
        total: 200,
        ratePerSecond: 100,
        remainingMs: 1500,
      },
    ]);
  });

  test("know no time left before there is a rate", async () => {
    const context = openStage();
    await context.checkpoint(0, 10);
    nowMs += 200;
    await context.checkpoint(0, 10);
    expect(reports.map((r) => [r.ratePerSecond, r.remainingMs])).toEqual([
      [0, null],
      [0, null],
    ]);
  });

  test("come at once, then every 100 ms, and always at the end", async () => {
    const context = openStage();
    for (let done = 1; done <= 30; done++) {
      nowMs += 10;
      await context.checkpoint(done, 31);
    }
    nowMs += 1;
    await context.checkpoint(31, 31);
    // The turns of the event loop in between take their time too.
    expect(reports.map((r) => r.done)).toEqual([1, 11, 21, 31]);
    expect(reports[reports.length - 1].remainingMs).toBe(0);
  });
});

describe("turns of the event loop", () => {
  test("are taken after 80 ms of work, not before", async () => {
    const context = openStage();
    nowMs += 79;
    await context.checkpoint(1, 10);
    expect(turns).toBe(0);
    nowMs += 1;
    await context.checkpoint(2, 10);
    expect(turns).toBe(1);
  });

  test("count from the end of the turn before", async () => {
    const context = openStage();
    nowMs += 100;
    await context.checkpoint(1, 10);
    nowMs += 79;
    await context.checkpoint(2, 10);
    expect(turns).toBe(1);
    nowMs += 1;
    await context.checkpoint(3, 10);
    expect(turns).toBe(2);
  });
});

describe("cancelling", () => {
  test("rejects the next checkpoint", async () => {
    const context = openStage();
    await context.checkpoint(1, 10);
    controller.abort();
    await expect(context.checkpoint(2, 10)).rejects.toBeInstanceOf(
      CancelledError,
    );
  });

  test("is heard when it arrives during the turn", async () => {
    const context = stageContext(
      { stage: "encode" },
      { signal: controller.signal, onProgress: () => undefined },
      { now: () => nowMs, turn: async () => controller.abort() },
    );
    nowMs += 80;
    await expect(context.checkpoint(1, 10)).rejects.toBeInstanceOf(
      CancelledError,
    );
  });

  test("is heard at the last checkpoint too", async () => {
    const context = openStage();
    controller.abort();
    await expect(context.checkpoint(10, 10)).rejects.toBeInstanceOf(
      CancelledError,
    );
  });
});
