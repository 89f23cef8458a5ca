import { expect, test } from "vitest";
import type { LoadSource } from "../../../src/worker/loading/dataSource";
import { makeSynthetic } from "../../../src/data/synthetic";
import { textOf } from "../words/textOf";
import { npyFile, quietCall, referenceSession, rejectionOf } from "./support";

test("64 rows carry no 128 bits, and fewer bits do run on them", async () => {
  const session = referenceSession();
  await session.load({ synthetic: { n: 64, dim: 130, seed: 2 } }, quietCall());
  const settings = {
    protocol: "notebook-62",
    queries: { count: 5 },
    hash: { bits: 128, iterations: 2 },
  } as const;
  const failure = await rejectionOf(session.run(settings, quietCall()));
  expect(failure).toMatchObject({
    name: "ConfigError",
    message: "128 bits need at least 128 documents to train on; there are 64.",
  });
  const view = await session.run(
    { ...settings, hash: { bits: 64, iterations: 2 } },
    quietCall(),
  );
  expect(view.result.config.hash.bits).toBe(64);
});

test("vectors that cannot carry the bits in use are refused on opening, with both numbers", async () => {
  const session = referenceSession();
  const vectors = makeSynthetic({ n: 40, dim: 20, seed: 1 }).data;
  const load = (bits?: number) =>
    session.load(
      {
        files: [npyFile("few.npy", [40, 20], vectors)],
        ...(bits === undefined ? {} : { bits }),
      },
      quietCall(),
    );
  const few = await rejectionOf(load(64));
  expect(few).toMatchObject({ code: "too-few-rows" });
  expect(few.message).toMatch(/40 rows .*64 bits need at least 64/);
  const short = await rejectionOf(load(32));
  expect(short).toMatchObject({ code: "too-few-dimensions" });
  expect(short.message).toMatch(/20 dimensions; 32 bits need at least 32/);
  await expect(load(20)).resolves.toMatchObject({ n: 40, dim: 20 });
  await expect(load()).resolves.toMatchObject({ n: 40, dim: 20 });
});

test("a source that names nothing is refused in words", async () => {
  const session = referenceSession();
  const nothing = JSON.parse("{}") as LoadSource;
  const failure = await rejectionOf(session.load(nothing, quietCall()));
  expect(failure).toMatchObject({ code: "unknown-format" });
  expect(failure.message).toMatch(/neither files nor a sample nor a synthetic/);
});

test.each([
  [{ n: 2, dim: 64 }, "n (rows) as a whole number from 17 to"],
  [{ n: 16, dim: 64 }, "n (rows) as a whole number from 17 to"],
  [{ n: 100, dim: 2 }, "dim as a whole number from 16 to"],
  [{ n: 100, dim: 15 }, "dim as a whole number from 16 to"],
])(
  "a made-up set of %j is refused with what is documented",
  async (synthetic, hint) => {
    const failure = await rejectionOf(
      referenceSession().load({ synthetic }, quietCall()),
    );
    expect(textOf(failure).hint).toContain(hint);
  },
);

test("the least made-up set that is documented opens", async () => {
  const session = referenceSession();
  const info = await session.load(
    { synthetic: { n: 17, dim: 16 } },
    quietCall(),
  );
  expect(info).toMatchObject({ n: 17, dim: 16 });
});
