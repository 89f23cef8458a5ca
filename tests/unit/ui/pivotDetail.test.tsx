import { renderToStaticMarkup } from "react-dom/server";
import { describe, expect, test } from "vitest";
import { createAppStore } from "../../../src/state/appStore";
import { AppStoreProvider } from "../../../src/state/appStoreContext";
import { statistics } from "../../../src/figures/distances";
import { figureSvg } from "../../../src/figures/figureSvg";
import type { RunView } from "../../../src/model/run/view";
import type {
  NeighbourFate,
  SearchReport,
} from "../../../src/model/searchReport";
import { en } from "../../../src/words/en/en";
import { glossary } from "../../../src/words/en/glossary";
import { PivotDetail } from "../../../src/ui/structures/pivots/PivotDetail";
import { memoryRuns } from "../state/memoryRuns";
import { emptyWriters } from "../state/writers";
import {
  openSmall,
  quietCall,
  type Session,
  smallConfig,
} from "../worker/support";

const filters = (["hamming", "cosine", "angular"] as const).flatMap((space) =>
  (["max", "sum-of-squares"] as const).map(
    (statistic) => [space, statistic] as const,
  ),
);

async function openRun(
  space: (typeof filters)[number][0],
  statistic: (typeof filters)[number][1],
): Promise<{ session: Session; view: RunView; thresholds: number[] }> {
  const session = await openSmall();
  const view = await session.run(
    { ...smallConfig, thresholds: [1], pivots: { count: 4, space, statistic } },
    quietCall(),
  );
  const thresholds = view.curve.flatMap(({ threshold }) => threshold ?? []);
  return { session, view, thresholds };
}

/** What the panel says of a neighbour at a threshold, tags left out. */
function wordsOf(
  view: RunView,
  report: SearchReport,
  fate: NeighbourFate,
  threshold: number,
): string {
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
  store.setState({ view, threshold });
  // Static rendering reads the first state; it must be the one shown.
  store.getInitialState = store.getState;
  return renderToStaticMarkup(
    <AppStoreProvider store={store}>
      <PivotDetail report={report} fate={fate} />
    </AppStoreProvider>,
  )
    .replace(/<button.*?<\/button>/gs, "")
    .replace(/<[^>]*>/g, "");
}

describe.each(filters)(
  "pivots by %s with the statistic %s",
  (space, statistic) => {
    test("never tell a lost neighbour that it passes, nor a kept one that it does not", async () => {
      const { session, view, thresholds } = await openRun(space, statistic);
      const searchAt = (threshold: number) =>
        session.search(
          { source: { kind: "document", id: 5 }, threshold, limit: 50, k: 5 },
          quietCall(),
        );
      const step = Math.ceil(thresholds.length / 12);
      const seen = { lost: 0, kept: 0 };
      for (let i = 0; i < thresholds.length; i += step) {
        const report = await searchAt(thresholds[i]);
        for (const fate of report.exact) {
          const words = wordsOf(view, report, fate, thresholds[i]);
          const lost = fate.fate === "lost-to-filter";
          seen[lost ? "lost" : "kept"]++;
          const where = `${fate.id} at ${thresholds[i]}: ${words}`;
          expect(/It passes/.test(words), where).toBe(!lost);
          expect(/reject/.test(words), where).toBe(lost);
          const named = lost
            ? /t = ([\d.]+) would keep it/.exec(words)
            : /t down to ([\d.]+) still keeps it/.exec(words);
          if (!named) throw new Error(`no threshold is named: ${where}`);
          const least = thresholds.indexOf(Number(named[1]));
          expect(least, where).toBeGreaterThanOrEqual(0);
          const fateAt = async (place: number) =>
            (await searchAt(thresholds[place])).exact.find(
              ({ id }) => id === fate.id,
            )?.fate;
          expect(await fateAt(least), where).not.toBe("lost-to-filter");
          if (least > 0)
            expect(await fateAt(least - 1), where).toBe("lost-to-filter");
        }
      }
      expect(seen.lost).toBeGreaterThan(0);
      expect(seen.kept).toBeGreaterThan(0);
    });

    test("are named by their statistic in the figure and in the words", async () => {
      const { session, view, thresholds } = await openRun(space, statistic);
      const threshold = thresholds[1];
      const diagnostics = await session.diagnostics({ threshold }, quietCall());
      const figure = statistics(
        {
          view,
          setting: { threshold, limit: 50 },
          diagnostics,
          sweep: null,
          model: null,
        },
        en.figures,
      );
      const drawn = figure ? figureSvg(figure, 600) : "";
      expect(drawn.includes("largest difference")).toBe(statistic === "max");
      expect(drawn.includes("root of the summed squares")).toBe(
        statistic === "sum-of-squares",
      );
      const report = await session.search(
        { source: { kind: "document", id: 5 }, threshold, limit: 50, k: 5 },
        quietCall(),
      );
      const words = wordsOf(view, report, report.exact[0], threshold);
      const whole = "Outside any window it is dropped.";
      expect(words.includes(`${whole} Inside`)).toBe(
        statistic === "sum-of-squares",
      );
    });
  },
);

test("definitions that name one statistic name the other too", () => {
  for (const [name, text] of Object.entries(glossary))
    expect(/largest difference/i.test(text), name).toBe(
      /summed squares/i.test(text),
    );
  // True of the largest difference only.
  expect(glossary.threshold).not.toContain("for every pivot");
});
