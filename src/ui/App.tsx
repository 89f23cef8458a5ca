import { useState } from "react";
import { usePhone } from "./parts/hooks";
import { Dialog } from "./parts/Dialog";
import { ErrorBanner } from "./ErrorBanner";
import { FunnelStrip } from "./FunnelStrip";
import { Hints } from "./Hints";
import { ResumeOffer } from "./data/ResumeOffer";
import { DataPanel } from "./panels/DataPanel";
import { MachinePanel } from "./panels/MachinePanel";
import { Pipeline } from "./pipeline/Pipeline";
import { SettingPanel } from "./SettingPanel";
import { StatusLine } from "./StatusLine";
import { Tabs } from "./tabs/Tabs";
import { TakeHome } from "./take/TakeHome";
import { TopBar } from "./topBar/TopBar";
import { ThresholdSlider } from "./tradeoff/ThresholdSlider";
import { Tradeoff } from "./tradeoff/Tradeoff";
import { useWords } from "./useWords";

type Panel = "data" | "machine" | "pipeline" | "take";

/** The page. */
export function App() {
  const words = useWords();
  const [panel, setPanel] = useState<Panel | null>(null);
  const phone = usePhone();
  const close = () => setPanel(null);
  const openData = () => setPanel("data");
  return (
    <div className="app">
      <TopBar
        onOpenData={openData}
        onOpenMachine={() => setPanel("machine")}
        onTakeHome={() => setPanel("take")}
      />
      <StatusLine />
      <ErrorBanner />
      <ResumeOffer />
      <main className="layout">
        {!phone && (
          <aside className="left" aria-label={words.page.pipeline.title}>
            <Pipeline onOpenData={openData} />
          </aside>
        )}
        <div className="centre">
          <Tradeoff />
          <FunnelStrip />
        </div>
        <div className="right">
          <SettingPanel />
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
        <DataPanel onDone={close} />
      </Dialog>
      <Dialog
        title={words.machine.title}
        open={panel === "machine"}
        onClose={close}
      >
        <MachinePanel />
      </Dialog>
      <Dialog
        title={words.takeHome.title}
        open={panel === "take"}
        onClose={close}
        kind="wide"
      >
        <TakeHome />
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
