import { afterEach, describe, expect, test, vi } from "vitest";
import { ConfigError } from "../../../src/model/configError";
import type { RunConfig } from "../../../src/model/run/configuration";
import { defaultRunConfig } from "../../../src/search/config/complete";
import { createAppStore } from "../../../src/state/appStore";
import { openFirst } from "../../../src/state/openFirst";
import type { LinkedView } from "../../../src/state/viewLink";
import { linkHash } from "../../../src/state/viewLink";
import { makeDataset, makeView } from "../model/viewFixture";
import { textOf } from "../words/textOf";
import { memoryRuns } from "./memoryRuns";
import { emptyWriters } from "./writers";

afterEach(() => vi.unstubAllGlobals());

interface Refusals {
  /** Settings of the link beside its configuration. */
  readonly limit?: unknown;
  readonly refusedLoads?: number;
  readonly refusedRuns?: number;
}

/** What the page opens, runs and tells at the address of a link to a view with this configuration. */
async function openedBy(
  config: unknown,
  { limit = 500, refusedLoads = 0, refusedRuns = 0 }: Refusals = {},
) {
  const link = {
    source: { synthetic: { n: 1000 } },
    dataset: { name: "made-up", fingerprint: "f" },
    config,
    threshold: 20,
    limit,
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
  let loads = 0;
  let runs = 0;
  const refused = (what: string) =>
    new ConfigError("config.not-object", { setting: what, value: "x" });
  const load = vi.fn(async () => {
    if (loads++ < refusedLoads) throw refused("load");
    return makeDataset();
  });
  const run = vi.fn(async () => {
    if (runs++ < refusedRuns) throw refused("run");
    return makeView();
  });
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

  test.each([-1, 0, 1.5, -1e9, 2 ** 60, "5", [500]])(
    "whose limit is %j opens the sample and says so",
    async (limit) => {
      const { load, run, errors } = await openedBy({}, { limit });
      expect(load.mock.calls).toEqual([[{ sample: "wordnet-10k" }]]);
      expect(run.mock.calls).toEqual([[]]);
      expect(errors).toHaveLength(1);
    },
  );

  test("whose data set is refused opens the sample and says so", async () => {
    const { load, run, errors } = await openedBy({}, { refusedLoads: 1 });
    expect(load.mock.calls).toEqual([
      [{ synthetic: { n: 1000 } }],
      [{ sample: "wordnet-10k" }],
    ]);
    expect(run.mock.calls).toEqual([[]]);
    expect(errors.map((error) => textOf(error).message)).toEqual([
      "load is x.",
    ]);
  });

  test("whose settings are refused shows its data by the page's settings", async () => {
    const { load, run, errors } = await openedBy(
      { hash: { bits: -5 } },
      { refusedRuns: 1 },
    );
    expect(load.mock.calls).toEqual([[{ synthetic: { n: 1000 } }]]);
    expect(run.mock.calls).toHaveLength(2);
    const [config] = run.mock.calls[1] as unknown as [RunConfig];
    expect(config.hash).toEqual(defaultRunConfig.hash);
    expect(errors.map((error) => textOf(error).message)).toEqual(["run is x."]);
  });
});
