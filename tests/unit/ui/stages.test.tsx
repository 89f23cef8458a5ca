import { renderToStaticMarkup } from "react-dom/server";
import { expect, test } from "vitest";
import { stepOf, stepTimeMs } from "../../../src/model/pipelineSteps";
import { stages, timedStages } from "../../../src/model/stages";
import { createAppStore } from "../../../src/state/appStore";
import { AppStoreProvider } from "../../../src/state/appStoreContext";
import { TimingsTab } from "../../../src/ui/tabs/TimingsTab";
import { read } from "../docs/markdown";
import { makeView } from "../model/viewFixture";
import { memoryRuns } from "../state/memoryRuns";
import { emptyWriters } from "../state/writers";
import { openSmall, quietCall, smallConfig } from "../worker/support";

const cards = ["data", "hash", "structure", "evaluate"] as const;

test("a run times the listed stages, and no others", async () => {
  const session = await openSmall();
  // Few documents to train on, so that they are drawn.
  const hash = { ...smallConfig.hash, trainRows: 100 };
  const { result } = await session.run({ ...smallConfig, hash }, quietCall());
  expect(Object.keys(result.timingsMs)).toEqual(timedStages);
});

test.each(timedStages)("%s has a card that counts its time", (stage) => {
  const counted = cards.filter((card) => stepTimeMs(card, { [stage]: 7 }) > 0);
  expect(counted).toEqual([stepOf(stage)]);
});

test("what a run does not time is counted nowhere", () => {
  for (const stage of Object.keys(stages))
    if (!timedStages.some((timed) => timed === stage))
      for (const card of cards)
        expect(stepTimeMs(card, { [stage]: 7 }), stage).toBe(0);
});

test("every stage of a run has a name for people", () => {
  const view = makeView();
  const timingsMs = Object.fromEntries(timedStages.map((stage) => [stage, 5]));
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
  store.setState({ view: { ...view, result: { ...view.result, timingsMs } } });
  // Static rendering reads the first state; it must be the one shown.
  store.getInitialState = store.getState;
  const markup = renderToStaticMarkup(
    <AppStoreProvider store={store}>
      <TimingsTab />
    </AppStoreProvider>,
  );
  const names = [
    ...markup.matchAll(/<th scope="row"[^>]*>([^<]*)<\/th><td>5/g),
  ].map(([, name]) => name);
  expect(names).toHaveLength(timedStages.length);
  expect(new Set(names).size).toBe(names.length);
  // A name begins with a capital letter; the stage's own id does not.
  for (const name of names) expect(name).toMatch(/^[A-Z][a-z]/);
});

test("the reference of timings names every stage of a run", () => {
  const line = read("docs/automation.md")
    .split("\n")
    .find((row) => row.startsWith("| `timingsMs`"));
  const named = [...(line ?? "").matchAll(/`([\w-]+)`/g)].map(
    ([, name]) => name,
  );
  expect(named.slice(1)).toEqual(timedStages);
});
