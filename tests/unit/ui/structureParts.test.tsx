import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { completeConfig } from "../../../src/search/config/complete";
import { methods } from "../../../src/search/registry";
import { createAppStore } from "../../../src/state/appStore";
import { AppStoreProvider } from "../../../src/state/appStoreContext";
import { structureDetails } from "../../../src/ui/structures/details";
import { structureTabs } from "../../../src/ui/structures/tabs";
import { Tabs } from "../../../src/ui/tabs/Tabs";
import { languages } from "../../../src/words/languages";
import { wordsOfMethod } from "../../../src/words/words";
import { makeView } from "../model/viewFixture";
import { memoryRuns } from "../state/memoryRuns";
import { emptyWriters } from "../state/writers";

function tabNames(method: string): string[] {
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
  const config = completeConfig({ structure: { method } });
  store.setState({ view: makeView(config), config });
  // Static rendering reads the first state; it must be the one shown.
  store.getInitialState = store.getState;
  const html = renderToStaticMarkup(
    <AppStoreProvider store={store}>
      <Tabs />
    </AppStoreProvider>,
  );
  return [...html.matchAll(/role="tab"[^>]*>([^<]+)</g)].map(
    ([, name]) => name,
  );
}

test("a structure's tab stands after the fit; a scan has none", () => {
  const others = [
    "Search",
    "Fit",
    "Queries",
    "Diagnostics",
    "Certainty",
    "Notebooks",
    "Runs",
    "Timings",
  ];
  expect(tabNames("scan")).toEqual(others);
  expect(tabNames("pivots")).toEqual(others.toSpliced(2, 0, "Pivots"));
});

test("tabs and details are those of registered structures; a tab has words in every language", () => {
  const names = Object.keys(methods.structure);
  expect(names).toEqual(expect.arrayContaining(Object.keys(structureTabs)));
  expect(names).toEqual(expect.arrayContaining(Object.keys(structureDetails)));
  for (const words of Object.values(languages))
    expect(
      names.filter(
        (name) =>
          wordsOfMethod(words.methods.structure, name).tab !== undefined,
      ),
    ).toEqual(Object.keys(structureTabs));
});
