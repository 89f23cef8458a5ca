import { StrictMode } from "react";
import { createRoot } from "react-dom/client";
import { installAutomation } from "./automation";
import { writePerQuery, writeReport, writeSurface } from "./export/fileWriters";
import { exportRun, exportToDisk } from "./export/exportRun";
import { openDocumentFolder, pageFolder } from "./keep/documentFolder";
import { withAnswerWords } from "./state/answerWords";
import { createAppStore } from "./state/appStore";
import { AppStoreProvider } from "./state/appStoreContext";
import "./styles/tokens.css";
import "./styles/base.css";
import "./styles/layout.css";
import "./styles/controls.css";
import "./styles/charts.css";
import "./styles/slider.css";
import "./styles/panels.css";
import "./styles/dialogs.css";
import "./styles/data.css";
import "./styles/machine.css";
import "./styles/kits.css";
import "./figures/marks/plots.css";
import "./styles/evaluation.css";
import "./styles/tabs.css";
import "./styles/phone.css";
import { App } from "./ui/App";
import { prepareAnswerWords } from "./words/languages";
import { createComputeClient, startComputeWorker } from "./worker/client";

const root = document.getElementById("root");
if (!root) throw new Error("The page has no element with the id “root”.");

const client = withAnswerWords(createComputeClient(startComputeWorker), () =>
  prepareAnswerWords(store.getState().language),
);
const store = createAppStore(
  client,
  {
    run: exportRun,
    disk: exportToDisk,
    report: writeReport,
    perQuery: writePerQuery,
    surface: writeSurface,
  },
  openDocumentFolder(pageFolder, "runs"),
);
installAutomation(store, store.getState().start());
createRoot(root).render(
  <StrictMode>
    <AppStoreProvider store={store}>
      <App />
    </AppStoreProvider>
  </StrictMode>,
);
