import { emptyWriters } from "./writers";
import { memoryRuns } from "./memoryRuns";
import { expect, test } from "vitest";
import { createAppStore } from "../../../src/state/appStore";
import type { ComputeClient } from "../../../src/worker/client";
import { makeMachineReport } from "../model/machineFixture";

const measured = makeMachineReport({ 1: { cpu: [1], gpu: [2] } });
const facts = { ...measured, rates: [], crossover: [] };

/** A store over a client whose measurements end when they are told to, or are cancelled. */
function openStore() {
  const calls: { method: string; input: unknown }[] = [];
  let finish = () => {};
  const answer = (
    method: string,
    input: unknown,
    signal?: AbortSignal,
  ): Promise<unknown> => {
    calls.push({ method, input });
    if (method === "device")
      return Promise.resolve({
        backend: "cpu",
        label: "CPU",
        threads: 1,
        note: { name: "device.cpu-asked", params: {} },
      });
    if (JSON.stringify(input) === "{}") return Promise.resolve(facts);
    return new Promise((resolve, reject) => {
      finish = () => resolve(measured);
      signal?.addEventListener("abort", () => reject(new Error("cancelled")));
    });
  };
  const client: ComputeClient = {
    // The store reads a method's answer as that method's output.
    call: (method, input, options) =>
      answer(method, input, options?.signal) as never,
    onDevice: () => undefined,
    onRestart: () => undefined,
    terminate: () => undefined,
  };
  const store = createAppStore(client, emptyWriters, memoryRuns());
  return { store, calls, finish: () => finish() };
}

test("facts do not wipe measurements off the page", async () => {
  const { store, finish } = openStore();
  await store.getState().readMachine();
  expect(store.getState().machine).toEqual(facts);
  const measuring = store.getState().readMachine({ measure: true });
  expect(store.getState().measuring).toBe(true);
  finish();
  await measuring;
  expect(store.getState()).toMatchObject({
    measuring: false,
    machine: measured,
  });
  await store.getState().readMachine();
  expect(store.getState().machine).toEqual(measured);
});

test.each([
  ["the visitor", "cancelMeasuring"],
  ["a run", "run"],
] as const)("%s stops a measurement", async (_, action) => {
  const { store } = openStore();
  const measuring = store.getState().readMachine({ measure: true });
  void store.getState()[action]();
  await expect(measuring).rejects.toThrow("cancelled");
  expect(store.getState()).toMatchObject({ measuring: false, machine: null });
});

test("another device is asked for and shown with its reason", async () => {
  const { store, calls } = openStore();
  await store.getState().chooseDevice("webgpu");
  expect(calls).toEqual([{ method: "device", input: { device: "webgpu" } }]);
  expect(store.getState().device?.note.name).toBe("device.cpu-asked");
});

test("a measurement beside a run is refused", async () => {
  const { store, calls } = openStore();
  store.setState({ running: true });
  await expect(
    store.getState().readMachine({ measure: true }),
  ).rejects.toMatchObject({ code: "bad-config" });
  expect(calls).toEqual([]);
});
