import { StrictMode, Suspense } from "react";
import type { ComponentType } from "react";
import { createRoot } from "react-dom/client";
import {
  afterEach,
  beforeEach,
  expect,
  onTestFinished,
  test,
  vi,
} from "vitest";
import { page } from "vitest/browser";
import { createAppStore } from "../../src/state/appStore";
import type { AppStore } from "../../src/state/appState";
import { AppStoreProvider } from "../../src/state/appStoreContext";
import { Boundary } from "../../src/ui/widgets/Boundary";
import { lazyPart } from "../../src/ui/widgets/lazyPart";
import { en as words } from "../../src/words/en/en";
import { emptyWriters } from "../unit/state/writers";
import { memoryRuns } from "../unit/state/memoryRuns";
import { toyHubAndStorage } from "../unit/worker/localHubAndStorage";
import { reportingBackend } from "../unit/worker/support";
import { openApp } from "./support/openApp";
import { sessionClient } from "./support/sessionClient";

const text = words.page.partFailure;

// React tells the console of what a boundary caught; the tests look at the page.
beforeEach(() =>
  vi.spyOn(console, "error").mockImplementation(() => undefined),
);
afterEach(() => vi.restoreAllMocks());

const failure = () => page.getByTestId("part-failure");

function draw(store: AppStore, Part: ComponentType) {
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  root.render(
    <StrictMode>
      <AppStoreProvider store={store}>
        <p>beside it</p>
        <Boundary>
          <Suspense>
            <Part />
          </Suspense>
        </Boundary>
      </AppStoreProvider>
    </StrictMode>,
  );
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });
}

async function emptyStore() {
  const client = sessionClient(reportingBackend(), await toyHubAndStorage());
  return createAppStore(client, emptyWriters, memoryRuns());
}

const Content = () => <p>the content</p>;

test.each([1, 2, 3, 5])(
  "a part that cannot be fetched %d times is told, and is there in the end",
  async (failures) => {
    let asked = 0;
    const Part = lazyPart(async () => {
      asked++;
      if (asked <= failures)
        throw new TypeError("Failed to fetch dynamically imported module");
      return Content;
    });
    draw(await emptyStore(), Part);
    await expect.element(page.getByText("beside it")).toBeVisible();
    // Each look tries twice.
    for (let look = 1; look <= Math.floor(failures / 2); look++) {
      await expect.element(failure()).toHaveTextContent(text.notLoaded);
      expect(asked).toBe(2 * look);
      await page.getByRole("button", { name: text.retry }).click();
    }
    await expect.element(page.getByText("the content")).toBeVisible();
    expect(failure().elements()).toHaveLength(0);
    expect(asked).toBe(failures + 1);
  },
);

const thrown: readonly (readonly [string, unknown, string])[] = [
  ["an error", new Error("no such column"), "no such column"],
  ["a type error", new TypeError("limits.map is not a function"), "limits.map"],
  ["a text", "out of order", "out of order"],
  ["nothing", null, "null"],
];

test.each(thrown)(
  "a part that throws %s leaves the rest",
  async (_, what, told) => {
    let broken = true;
    draw(await emptyStore(), () => {
      if (broken) throw what;
      return <Content />;
    });
    await expect.element(failure()).toHaveTextContent(told);
    await expect.element(page.getByText("beside it")).toBeVisible();
    broken = false;
    await page.getByRole("button", { name: text.retry }).click();
    await expect.element(page.getByText("the content")).toBeVisible();
  },
);

test("a page whose state cannot be drawn says what is safe, saves it, and comes back", async () => {
  const { store, result } = await openApp();
  const { config } = store.getState();
  const run = result();
  const saved: string[] = [];
  vi.spyOn(HTMLAnchorElement.prototype, "click").mockImplementation(function (
    this: HTMLAnchorElement,
  ) {
    saved.push(this.download);
  });
  // As a fault of the page would leave it.
  store.setState({ config: Object.assign({}, config, { limits: "abc" }) });
  await expect.element(failure().first()).toHaveTextContent(run.dataset.name);
  await expect.element(failure().first()).toHaveTextContent(text.safeRun);
  for (const name of [text.saveRun, text.saveParameters, text.saveVectors]) {
    await page.getByRole("button", { name, exact: true }).first().click();
    await expect.poll(() => saved.length).toBeGreaterThan(0);
  }
  await expect.poll(() => saved.length).toBe(3);
  expect(saved[0]).toMatch(/\.bitsieve-run\.json$/);
  store.setState({ config });
  await expect
    .poll(async () => {
      const again = page.getByRole("button", { name: text.retry }).elements();
      if (again[0] instanceof HTMLElement) again[0].click();
      return failure().elements().length;
    })
    .toBe(0);
  await expect.element(page.getByTestId("finding")).toBeVisible();
  expect(result()).toBe(run);
});
