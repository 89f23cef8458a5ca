import { emptyWriters } from "../state/writers";
import { memoryRuns } from "../state/memoryRuns";
import { renderToStaticMarkup } from "react-dom/server";
import type { ReactNode } from "react";
import { describe, expect, test } from "vitest";
import { createAppStore } from "../../../src/state/appStore";
import { AppStoreProvider } from "../../../src/state/appStoreContext";
import { FunnelStrip } from "../../../src/ui/FunnelStrip";
import { NumberField } from "../../../src/ui/widgets/NumberField";
import { SettingPanel } from "../../../src/ui/SettingPanel";
import type { Hindrance } from "../../../src/model/hindrance";
import { TargetCard } from "../../../src/ui/takeHome/TargetCard";
import { PrecisionTable } from "../../../src/ui/certainty/CertaintyTab";
import { HitList } from "../../../src/ui/search/HitList";
import { makeView } from "../model/viewFixture";

/** The markup of a component over a store that holds a result at t = 20, L = 500. */
function render(element: ReactNode, withResult = true): string {
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
  if (withResult) store.setState({ view: makeView() });
  // Static rendering reads the first state; it must be the one shown.
  store.getInitialState = store.getState;
  return renderToStaticMarkup(
    <AppStoreProvider store={store}>{element}</AppStoreProvider>,
  ).replaceAll("\u00a0", " ");
}

function textOf(markup: string, testId: string): string | undefined {
  return new RegExp(`data-testid="${testId}"[^>]*>([^<]*)<`).exec(markup)?.[1];
}

describe("the funnel strip", () => {
  test("shows what passes, is ranked and is found", () => {
    const markup = render(<FunnelStrip />);
    expect(textOf(markup, "funnel-total")).toBe("1,000");
    expect(textOf(markup, "funnel-kept")).toBe("600");
    expect(textOf(markup, "funnel-ranked")).toBe("500");
    expect(textOf(markup, "funnel-found")).toBe("7.5");
    expect(markup).toContain("removes 40.0 %, keeps 60.0 %");
    expect(markup).toContain("<b>1.00</b> lost to the filter");
    expect(markup).toContain("<b>1.50</b> lost to the limit");
  });

  test("keeps its places before there is a result", () => {
    expect(textOf(render(<FunnelStrip />, false), "funnel-kept")).toBe("–");
  });
});

describe("a target of Take it home", () => {
  const card = (hindrance: Hindrance | null) =>
    render(
      <TargetCard
        kind="faiss"
        sizeBytes={1024}
        hindrance={hindrance}
        disabled={false}
        onSave={() => undefined}
      />,
    );

  test("is offered with how to load it", () => {
    const markup = card(null);
    expect(markup).toContain("faiss.read_index");
    expect(markup).not.toContain("disabled");
  });

  test("says why a run cannot leave so, and is not offered", () => {
    const why = "hash-not-linear";
    const markup = card({ kind: "faiss", why, method: "learned" });
    expect(markup).toContain("Hash learned cannot leave in FAISS’s files");
    expect(markup).not.toContain("faiss.read_index");
    expect(markup).toMatch(/<button[^>]* disabled=""/);
  });
});

test("the setting shows recall with interval, queries, guarantee and bytes", () => {
  const markup = render(<SettingPanel />);
  expect(textOf(markup, "recall-big")).toBe("75.0 %");
  expect(markup).toContain("95 % interval 72.0–78.0 % from 4 queries");
  expect(markup).toMatch(/>guaranteed.*?<\/dt><dd[^>]*>20\.0 %<\/dd>/s);
  expect(markup).toContain("16 + 8 = 24 B");
  expect(markup).toContain("Not for a scan in memory");
});

describe("a number field", () => {
  const field = (value: number) => (
    <NumberField
      label="Bits"
      help="What bits are"
      value={value}
      range={{ min: 16, max: 64 }}
      onChange={() => undefined}
    />
  );

  test("says the allowed range where a value is refused", () => {
    const markup = render(field(128));
    expect(markup).toContain('aria-invalid="true"');
    expect(markup).toContain("Bits must be a whole number from 16 to 64.");
  });

  test("carries its meaning and range for assistive technology", () => {
    const markup = render(field(32));
    expect(markup).toContain('aria-invalid="false"');
    expect(markup).toContain('aria-valuemax="64"');
    expect(markup).toContain("What bits are");
  });
});

test("a ranking marks true neighbours by rank and says when one is none", () => {
  const hit = {
    title: "a",
    text: "",
    cosine: 0.5,
    hamming: 3,
    statistic: 1,
  };
  const markup = render(
    <HitList
      hits={[
        { ...hit, id: 1, trueRank: 4 },
        { ...hit, id: 2, trueRank: null },
      ]}
    />,
  );
  expect(markup).toContain(">4<");
  expect(markup.match(/no true neighbour/g)).toHaveLength(1);
});

describe("the certainty table", () => {
  const sure = { value: 0.9, low: 0.85, high: 0.94 };
  const precision = {
    threshold: 20,
    limit: 500,
    k: 10,
    queries: 100,
    census: false,
    reduction: sure,
    candidatesP95: { value: 812.5, low: 700, high: 900 },
    filterRecall: { value: 0.998, low: 0.99, high: 1 },
    recall: sure,
    queriesThatTell: { recall: 43, filterRecall: 1 },
    limitFor: [{ target: 0.9, limit: null }],
    thresholdFor: [],
    queriesForOnePercent: { recall: 300, filterRecall: 4, reduction: 900 },
  };

  test("says beside a value how often its interval holds the truth", () => {
    const markup = render(
      <PrecisionTable precision={precision} isStale={false} />,
    );
    expect(markup).toContain("Pass the filter: no more than 1 query tells");
    expect(markup).toContain("in 91 to 99 % of samples, not in 95 %");
    expect(markup.match(/no more than/g)).toHaveLength(1);
  });

  test("has nothing to say where nothing was sampled", () => {
    const exact = { value: 1, low: 1, high: 1 };
    const markup = render(
      <PrecisionTable
        precision={{ ...precision, census: true, filterRecall: exact }}
        isStale={false}
      />,
    );
    expect(markup).not.toContain("no more than");
  });
});
