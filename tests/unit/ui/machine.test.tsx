import { sentenceOf } from "../words/textOf";
import { emptyWriters } from "../state/writers";
import { memoryRuns } from "../state/memoryRuns";
import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { createAppStore } from "../../../src/state/appStore";
import { AppStoreProvider } from "../../../src/state/appStoreContext";
import type { AppData } from "../../../src/state/appState";
import { addressWithDevice } from "../../../src/ui/machine/deviceAddress";
import { MachinePanel } from "../../../src/ui/panels/MachinePanel";
import { makeMachineReport } from "../model/machineFixture";

const device = {
  backend: "cpu",
  label: "CPU · 2 threads",
  threads: 2,
  note: { name: "device.no-gpu", params: {} },
} as const;

function render(state: Partial<AppData>): string {
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
  store.setState({ device, ...state });
  // Static rendering reads the first state; it must be the one shown.
  store.getInitialState = store.getState;
  return renderToStaticMarkup(
    <AppStoreProvider store={store}>
      <MachinePanel />
    </AppStoreProvider>,
  ).replaceAll("\u00a0", " ");
}

test("before measuring it shows the device, its reason and the offer", () => {
  const markup = render({ machine: null });
  expect(markup).toContain(sentenceOf(device.note));
  expect(markup).toContain("Measure this machine");
  expect(markup).not.toContain("Copy JSON");
});

test("measurements show times, reasons, the finding and both tables", () => {
  const machine = makeMachineReport({
    1: { cpu: [1, 10, 100], gpu: [5, 6, 20] },
  });
  const markup = render({ machine });
  expect(markup).toContain(
    "With 1 query the GPU was faster from 10,000 documents on.",
  );
  expect(markup).toContain("40,000 documents/s");
  expect(markup).toContain("The GPU leaves this to the CPU.");
  expect(markup).toContain("maxBufferSize");
  expect(markup).toContain("The times as a table");
  expect(markup).toContain("Copy JSON");
  expect(markup).not.toContain("Software GPU");
});

test("a software GPU is called so, and measured only when ticked", () => {
  const machine = makeMachineReport({ 1: { cpu: [1], gpu: [2] } }, true);
  const markup = render({ machine });
  expect(markup).toContain('<th scope="col">Software GPU</th>');
  expect(markup).toContain('type="checkbox"');
});

test("it measures nothing beside a run, and shows what is measured now", () => {
  expect(render({ running: true })).toContain("Wait until the evaluation");
  const markup = render({
    measuring: true,
    measureProgress: {
      stage: "measure",
      activity: {
        name: "machine.measuring",
        params: { operation: "encode", backend: "cpu" },
      },
      done: 3,
      total: 12,
      unit: "measurements",
      ratePerSecond: 2,
      remainingMs: 4500,
    },
  });
  expect(markup).toContain("Measuring encode on the CPU");
  expect(markup).toContain("4.5 s left");
});

test.each([
  [
    "http://x/?hub=http%3A%2F%2Fy",
    "cpu",
    "http://x/?hub=http%3A%2F%2Fy&device=cpu",
  ],
  ["http://x/?device=cpu#a", "webgpu", "http://x/?device=webgpu#a"],
  ["http://x/?device=cpu", "auto", "http://x/"],
] as const)("the address %s with device %s", (address, wanted, next) => {
  expect(addressWithDevice(address, wanted)).toBe(next);
});
