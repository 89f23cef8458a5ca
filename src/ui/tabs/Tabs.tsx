import { Suspense, useRef, useState } from "react";
import type { ComponentType } from "react";
import { useApp } from "../../state/appStoreContext";
import { Boundary } from "../widgets/Boundary";
import { lazyPart } from "../widgets/lazyPart";
import { useFetchedAhead } from "../widgets/useFetchedAhead";
import { QueriesTab } from "./QueriesTab";
import { TimingsTab } from "./TimingsTab";
import { wordsOfMethod } from "../../words/words";
import { structureTabs } from "../structures/tabs";
import { useWords } from "../useWords";

const loadSearchTab = () => import("../search/SearchTab");

const SearchTab = lazyPart(() =>
  loadSearchTab().then((module) => module.SearchTab),
);

const FitTab = lazyPart(() =>
  import("./FitTab").then((module) => module.FitTab),
);

const DiagnosticsTab = lazyPart(() =>
  import("../diagnostics/DiagnosticsTab").then(
    (module) => module.DiagnosticsTab,
  ),
);

const NotebooksTab = lazyPart(() =>
  import("../published/NotebooksTab").then((module) => module.NotebooksTab),
);

const RunsTab = lazyPart(() =>
  import("../runs/RunsTab").then((module) => module.RunsTab),
);

const CertaintyTab = lazyPart(() =>
  import("../certainty/CertaintyTab").then((module) => module.CertaintyTab),
);

type TabName =
  | "search"
  | "fit"
  | "structure"
  | "queries"
  | "diagnostics"
  | "certainty"
  | "notebooks"
  | "runs"
  | "timings";

interface Tab {
  readonly name: TabName;
  readonly Content: ComponentType;
}

/** The structure's own tab stands after the fit; not every structure has one. */
const tabsOf = (structure: string): readonly Tab[] => [
  { name: "search", Content: SearchTab },
  { name: "fit", Content: FitTab },
  ...(Object.hasOwn(structureTabs, structure)
    ? [{ name: "structure", Content: structureTabs[structure] } as const]
    : []),
  { name: "queries", Content: QueriesTab },
  { name: "diagnostics", Content: DiagnosticsTab },
  { name: "certainty", Content: CertaintyTab },
  { name: "notebooks", Content: NotebooksTab },
  { name: "runs", Content: RunsTab },
  { name: "timings", Content: TimingsTab },
];

/** One question per tab; arrow keys move between them. */
export function Tabs() {
  const words = useWords();
  useFetchedAhead(loadSearchTab);
  const text = words.page.tabs;
  const [asked, setActive] = useState<TabName>("search");
  const list = useRef<HTMLDivElement>(null);
  const ready = useApp((state) => state.view !== null);
  const pick = useApp((state) => state.searchPick);
  const structure = useApp(
    (state) => (state.view?.result.config ?? state.config).structure.method,
  );
  const [seenPick, setSeenPick] = useState(pick);

  // Choosing a query elsewhere on the page shows it.
  if (pick !== seenPick) {
    setSeenPick(pick);
    if (pick) setActive("search");
  }

  const tabs = tabsOf(structure);
  const current = tabs.find((tab) => tab.name === asked) ?? tabs[0];
  const active = current.name;
  const ofStructure = wordsOfMethod(words.methods.structure, structure).tab;
  const labelOf = (name: TabName) =>
    name === "structure" ? ofStructure?.name : text[name];
  const titleOf = (name: TabName) =>
    name === "structure" ? ofStructure?.title : text.titles[name];

  function move(event: React.KeyboardEvent) {
    const at = tabs.findIndex((tab) => tab.name === active);
    const last = tabs.length - 1;
    const targets: Readonly<Record<string, number>> = {
      ArrowRight: at === last ? 0 : at + 1,
      ArrowLeft: at === 0 ? last : at - 1,
      Home: 0,
      End: last,
    };
    const target = targets[event.key];
    if (target === undefined) return;
    event.preventDefault();
    setActive(tabs[target].name);
    list.current
      ?.querySelectorAll<HTMLElement>("[role=tab]")
      .item(target)
      .focus();
  }

  return (
    <section className="tabs" aria-label={words.tabs.details}>
      <div className="tabList" role="tablist" ref={list} onKeyDown={move}>
        {tabs.map((tab) => (
          <button
            key={tab.name}
            type="button"
            role="tab"
            id={`tab-${tab.name}`}
            aria-selected={tab.name === active}
            aria-controls="tab-panel"
            tabIndex={tab.name === active ? 0 : -1}
            onClick={() => setActive(tab.name)}
          >
            {labelOf(tab.name)}
          </button>
        ))}
      </div>
      <div
        className="tabPanel"
        role="tabpanel"
        id="tab-panel"
        aria-labelledby={`tab-${active}`}
      >
        <h2 className="tabTitle">{titleOf(active)}</h2>
        {ready ? (
          <Boundary key={active}>
            <Suspense fallback={<p className="note">…</p>}>
              <current.Content />
            </Suspense>
          </Boundary>
        ) : (
          <p className="note">{text.empty}</p>
        )}
      </div>
    </section>
  );
}
