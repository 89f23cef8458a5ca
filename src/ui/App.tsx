import { Suspense, useEffect, useState } from "react";
import { useApp } from "../state/appStoreContext";
import { usePhone } from "./widgets/useLayout";
import { Boundary } from "./widgets/Boundary";
import { lazyPart } from "./widgets/lazyPart";
import { Dialog } from "./widgets/Dialog";
import { ErrorBanner } from "./ErrorBanner";
import { FunnelStrip } from "./FunnelStrip";
import { Hints } from "./Hints";
import { ResumeOffer } from "./data/ResumeOffer";
import { Pipeline } from "./pipeline/Pipeline";
import { SettingPanel } from "./SettingPanel";
import { StatusLine } from "./StatusLine";
import { Tabs } from "./tabs/Tabs";
import { TopBar } from "./topBar/TopBar";
import { ThresholdSlider } from "./tradeoff/ThresholdSlider";
import { Tradeoff } from "./tradeoff/Tradeoff";
import { useWords } from "./useWords";

// What opens on demand is no part of the page's first load.
const DataPanel = lazyPart(() =>
  import("./panels/DataPanel").then((module) => module.DataPanel),
);

const MachinePanel = lazyPart(() =>
  import("./panels/MachinePanel").then((module) => module.MachinePanel),
);

const TakeHome = lazyPart(() =>
  import("./takeHome/TakeHome").then((module) => module.TakeHome),
);

type Panel = "data" | "machine" | "pipeline" | "takeHome";

/** The page; whatever fails in it is told in its place. */
export function App() {
  return (
    <Boundary>
      <Page />
    </Boundary>
  );
}

function Page() {
  const words = useWords();
  const language = useApp((state) => state.language);
  useEffect(() => {
    document.documentElement.lang = language;
  }, [language]);
  const [panel, setPanel] = useState<Panel | null>(null);
  const phone = usePhone();
  const close = () => setPanel(null);
  const openData = () => setPanel("data");
  return (
    <div className="app">
      <TopBar
        onOpenData={openData}
        onOpenMachine={() => setPanel("machine")}
        onTakeHome={() => setPanel("takeHome")}
      />
      <StatusLine />
      <ErrorBanner />
      <ResumeOffer />
      <main className="layout">
        {!phone && (
          <aside className="left" aria-label={words.page.pipeline.title}>
            <Boundary>
              <Pipeline onOpenData={openData} />
            </Boundary>
          </aside>
        )}
        <div className="centre">
          <Boundary>
            <Tradeoff />
            <FunnelStrip />
          </Boundary>
        </div>
        <div className="right">
          <Boundary>
            <SettingPanel />
          </Boundary>
        </div>
        <Tabs />
      </main>
      {phone && (
        <section className="thumbBar" aria-label={words.page.app.thumbBar}>
          <ThresholdSlider />
          <button
            type="button"
            className="quiet"
            onClick={() => setPanel("pipeline")}
          >
            {words.page.pipeline.open}
          </button>
        </section>
      )}
      <Hints />
      <Dialog
        title={words.panels.data.title}
        open={panel === "data"}
        onClose={close}
      >
        <Suspense>
          <DataPanel onDone={close} />
        </Suspense>
      </Dialog>
      <Dialog
        title={words.page.panelTitles.machine}
        open={panel === "machine"}
        onClose={close}
      >
        <Suspense>
          <MachinePanel />
        </Suspense>
      </Dialog>
      <Dialog
        title={words.page.panelTitles.takeHome}
        open={panel === "takeHome"}
        onClose={close}
        kind="wide"
      >
        <Suspense>
          <TakeHome />
        </Suspense>
      </Dialog>
      <Dialog
        title={words.page.pipeline.title}
        open={panel === "pipeline" && phone}
        onClose={close}
        kind="sheet"
      >
        <Pipeline onOpenData={openData} />
      </Dialog>
    </div>
  );
}
