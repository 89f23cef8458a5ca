import { defaultRunConfig } from "../search/config/complete";
import { firstLimit, firstThreshold } from "../search/config/edits";
import type { AppData } from "./appState";
import { initialMachine } from "./machineActions";
import { initialRuns } from "./runsActions";

/** What the page knows before anything was opened. */
export const initialData: AppData = {
  ...initialMachine,
  ...initialRuns,
  language: "en",
  device: null,
  dataset: null,
  source: null,
  config: defaultRunConfig,
  threshold: firstThreshold(defaultRunConfig) ?? 0,
  limit: firstLimit,
  k: defaultRunConfig.k,
  view: null,
  rowsAhead: null,
  stale: false,
  running: false,
  loading: false,
  cancelled: false,
  progress: null,
  error: null,
  imported: null,
  storage: null,
  searchPick: null,
  recentPicks: [],
};
