import { afterEach, beforeEach, expect, test, vi } from "vitest";
import { serveHelper } from "../../../src/cpu/helperChannel";
import { itqMethods } from "../../../src/cpu/itqMethods";
import { createItqTeam } from "../../../src/cpu/itqTeam";
import { NumpyGenerator } from "../../../src/numeric/random/pcg64";
import { rejectionOf } from "../worker/support";
import { LocalHelper } from "./localHelper";

const bits = 8;
const rows = 4096;
const random = new NumpyGenerator(3);
const v = {
  data: Float32Array.from({ length: rows * bits }, () => random.random() - 0.5),
  rows,
  columns: bits,
};
const identity = Float32Array.from({ length: bits * bits }, (_, i) =>
  i % (bits + 1) === 0 ? 1 : 0,
);

beforeEach(() => {
  vi.stubGlobal("Worker", LocalHelper);
  LocalHelper.reset((port) => serveHelper(port, itqMethods()));
});
afterEach(() => vi.unstubAllGlobals());

test("two threads make the step of one, with one message to the helper for each", async () => {
  const alone = createItqTeam(1).open(v);
  const team = createItqTeam(2);
  const shared = team.open(v);
  for (let step = 0; step < 2; step++) {
    const expected = await alone.step(identity);
    const { m, absolute } = await shared.step(identity);
    for (let i = 0; i < m.length; i++)
      expect(m[i]).toBeCloseTo(expected.m[i], 2);
    expect(absolute).toBeCloseTo(expected.absolute, 2);
  }
  shared.release();
  expect(LocalHelper.sent).toEqual(["rows", "step", "step", "release"]);
  team.dispose();
});

test("a helper that stops fails its step; the next alternation starts another", async () => {
  const team = createItqTeam(2);
  const first = team.open(v);
  const step = first.step(identity);
  LocalHelper.started[0].crash();
  expect((await rejectionOf(step)).message).toMatch(/out of memory/);
  expect((await rejectionOf(first.step(identity))).message).toMatch(
    /out of memory/,
  );
  first.release();
  const again = team.open(v);
  expect((await again.step(identity)).m).toHaveLength(bits * bits);
  expect(LocalHelper.started).toHaveLength(2);
  team.dispose();
});
