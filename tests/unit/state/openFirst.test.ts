import { afterEach, describe, expect, test, vi } from "vitest";
import { createAppStore } from "../../../src/state/appStore";
import { openFirst } from "../../../src/state/openFirst";
import type { LinkedView } from "../../../src/state/viewLink";
import { linkHash } from "../../../src/state/viewLink";
import { makeDataset, makeView } from "../model/viewFixture";
import { textOf } from "../words/textOf";
import { memoryRuns } from "./memoryRuns";
import { emptyWriters } from "./writers";

afterEach(() => vi.unstubAllGlobals());

/** What the page opens, runs and tells at the address of a link to a view with this configuration. */
async function openedBy(config: unknown) {
  const link = {
    source: { synthetic: { n: 1000 } },
    dataset: { name: "made-up", fingerprint: "f" },
    config,
    threshold: 20,
    limit: 500,
  } as LinkedView;
  vi.stubGlobal("location", { hash: linkHash(link) });
  const store = createAppStore(
    {
      call: () => Promise.reject(new Error("nothing is asked here")),
      onDevice: () => undefined,
      onRestart: () => undefined,
      terminate: () => undefined,
    },
    emptyWriters,
    memoryRuns(),
  );
  const load = vi.fn(async () => makeDataset());
  const run = vi.fn(async () => makeView());
  const reportError = vi.fn();
  const setLimit = vi.fn(async () => undefined);
  store.setState({ load, run, reportError, setLimit, dataset: makeDataset() });
  await openFirst(store.getState);
  return { load, run, errors: reportError.mock.calls.flat() };
}

describe("the address of a link", () => {
  test("opens its data with its configuration", async () => {
    const { load, run, errors } = await openedBy({ hash: { bits: 64 } });
    expect(load).toHaveBeenCalledWith({ synthetic: { n: 1000 } });
    const [[config]] = run.mock.calls as unknown as [[{ hash: object }]];
    expect(config.hash).toMatchObject({ method: "itq", bits: 64 });
    expect(errors).toEqual([]);
  });

  test.each([
    ["structure", null],
    ["pivots", "x"],
    ["hash", 7],
  ])("whose %s is %j opens the sample and says so", async (name, value) => {
    const { load, run, errors } = await openedBy({ [name]: value });
    expect(load).toHaveBeenCalledWith({ sample: "wordnet-10k" });
    expect(run).toHaveBeenCalledWith();
    expect(errors.map((error) => textOf(error).message)).toEqual([
      `${name} is ${JSON.stringify(value)}.`,
    ]);
  });
});
