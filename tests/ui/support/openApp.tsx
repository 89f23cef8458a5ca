import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { onTestFinished } from "vitest";
import type { ComputeBackend } from "../../../src/compute/backend";
import { createAppStore } from "../../../src/state/appStore";
import type { AppStore } from "../../../src/state/appState";
import { AppStoreProvider } from "../../../src/state/appStoreContext";
import { App } from "../../../src/ui/App";
import type { RunResult } from "../../../src/model/run/result";
import { emptyWriters } from "../../unit/state/writers";
import { memoryRuns } from "../../unit/state/memoryRuns";
import { toyHubAndStorage } from "../../unit/worker/localHubAndStorage";
import { openedFiles } from "./documents";
import { pageBackend } from "./pageBackend";
import { sessionClient } from "./sessionClient";

// The page's own looks: what is hidden or out of reach there is so here.
import.meta.glob("../../../src/**/*.css", { eager: true });

/** An opened page and its store. */
export interface OpenedApp {
  readonly store: AppStore;
  /** The result that the page shows. */
  readonly result: () => RunResult;
}

/**
 * Renders the whole page over a session of its own, with the documents of `documents.ts` evaluated
 * as a first visit evaluates the sample. The page is gone when the test ends.
 */
export async function openApp(
  backend: ComputeBackend = pageBackend(),
): Promise<OpenedApp> {
  const client = sessionClient(backend, await toyHubAndStorage());
  const store = createAppStore(client, emptyWriters, memoryRuns());
  const container = document.createElement("div");
  document.body.append(container);
  const root = createRoot(container);
  root.render(
    <StrictMode>
      <AppStoreProvider store={store}>
        <App />
      </AppStoreProvider>
    </StrictMode>,
  );
  onTestFinished(() => {
    root.unmount();
    container.remove();
  });

  const device = await client.call("start", {
    baseUrl: document.baseURI,
    device: "auto",
  });
  store.setState({ device });
  await store.getState().load({ files: openedFiles() });
  await store.getState().run({ hash: { iterations: 3 } });
  return {
    store,
    result() {
      const { view } = store.getState();
      if (!view) throw new Error("the page shows no result");
      return view.result;
    },
  };
}
