import { describe, expect, test } from "vitest";
import { createReferenceBackend } from "../../../src/compute/reference/referenceBackend";
import {
  openSmall,
  quietCall,
  referenceSession,
  rejectionOf,
  smallConfig,
  smallSet,
} from "./support";

/** Stages that the run had to compute. */
function computed(view: {
  result: { timingsMs: object; cachedStages: readonly string[] };
}): string[] {
  const { timingsMs, cachedStages } = view.result;
  return Object.keys(timingsMs).filter((name) => !cachedStages.includes(name));
}

describe("stage cache", () => {
  test("a first run computes every stage", async () => {
    const session = await openSmall();
    const view = await session.run(smallConfig, quietCall());
    expect(computed(view)).toEqual([
      "split",
      "ground-truth",
      "moments",
      "eigenvectors",
      "rotation",
      "encode",
      "pivots",
      "surface",
    ]);
  });

  test.each([
    ["thresholds", { thresholds: [1, 3, 5] }, []],
    ["limits", { limits: [7] }, []],
    ["pivots", { pivots: { count: 6 } }, ["pivots", "surface"]],
    [
      "bits",
      { hash: { bits: 20, iterations: 5 } },
      ["rotation", "encode", "pivots", "surface"],
    ],
    [
      "iterations",
      { hash: { bits: 16, iterations: 6 } },
      ["rotation", "encode", "pivots", "surface"],
    ],
    ["k", { k: 3 }, ["ground-truth", "surface"]],
  ])(
    "changing %s redoes only what depends on it",
    async (_, change, redone) => {
      const session = await openSmall();
      await session.run(smallConfig, quietCall());
      const view = await session.run(
        { ...smallConfig, ...change },
        quietCall(),
      );
      expect(computed(view)).toEqual(redone);
    },
  );

  test("new limits on the last surface equal a run with those limits", async () => {
    const session = await openSmall();
    await session.run(smallConfig, quietCall());
    const reported = await session.report({ limits: [3, 77] }, quietCall());
    const view = await session.run(
      { ...smallConfig, limits: [3, 77] },
      quietCall(),
    );
    expect(reported.curve).toEqual(view.curve);
  });

  test("fewer neighbours and fewer pivots on the last surface equal a run with so many", async () => {
    const session = await openSmall();
    await session.run(smallConfig, quietCall());
    const limits = [3, 77];
    const reported = await session.report(
      { limits, k: 2, pivots: 3 },
      quietCall(),
    );
    const view = await session.run(
      { ...smallConfig, k: 2, pivots: { count: 3 }, limits },
      quietCall(),
    );
    expect(reported.curve).toEqual(view.curve);
    expect(reported.guaranteedRecall).toEqual(view.guaranteedRecall);
  });
});

describe("before there is anything to answer with", () => {
  test("a run needs a data set", async () => {
    const failure = await rejectionOf(
      referenceSession().run(smallConfig, quietCall()),
    );
    expect(failure.message).toBe("No data set is open.");
  });

  test("reports, searches and artifacts need a run", async () => {
    const session = await openSmall();
    const calls = [
      session.report({ limits: [10] }, quietCall()),
      session.artifacts(null, quietCall()),
      session.search(
        {
          source: { kind: "document", id: 0 },
          threshold: null,
          limit: 10,
          k: 5,
        },
        quietCall(),
      ),
    ];
    for (const call of calls)
      expect((await rejectionOf(call)).message).toBe(
        "Nothing has been evaluated yet.",
      );
  });
});

describe("another data set", () => {
  test("ends the former run and its cache", async () => {
    const session = await openSmall();
    await session.run(smallConfig, quietCall());
    await session.load(smallSet, quietCall());
    const failure = await rejectionOf(
      session.report({ limits: [10] }, quietCall()),
    );
    expect(failure.message).toBe("Nothing has been evaluated yet.");
    const view = await session.run(smallConfig, quietCall());
    expect(view.result.cachedStages).toEqual([]);
  });

  test("opened during a run is not given that run's answers", async () => {
    const backend = createReferenceBackend();
    let open = () => {};
    const opened = new Promise<void>((resolve) => (open = resolve));
    let reach = () => {};
    const reached = new Promise<void>((resolve) => (reach = resolve));
    const session = await openSmall({
      ...backend,
      surface: async (input, context) => {
        reach();
        await opened;
        return backend.surface(input, context);
      },
    });
    const run = session.run(smallConfig, quietCall());
    await reached;
    await session.load(
      { synthetic: { n: 100, dim: 16, seed: 1 } },
      quietCall(),
    );
    open();
    expect((await run).result.dataset.n).toBe(300);
    const list = await session.documents(
      { kind: "document", filter: "", offset: 0, count: 1 },
      quietCall(),
    );
    expect(list.total).toBe(100);
    const failure = await rejectionOf(session.artifacts(null, quietCall()));
    expect(failure.message).toBe("Nothing has been evaluated yet.");
  });
});

test("artifacts are copies: emptying them takes nothing from the session", async () => {
  const session = await openSmall();
  await session.run(smallConfig, quietCall());
  const first = await session.artifacts(null, quietCall());
  const kept = structuredClone(first);
  for (const value of Object.values(first))
    if (ArrayBuffer.isView(value)) new Uint8Array(value.buffer).fill(0);
  expect(await session.artifacts(null, quietCall())).toEqual(kept);
});
