import { createStore } from "zustand/vanilla";
import type { CallOptions, ComputeClient } from "../worker/client";
import type { LoadSource } from "../worker/loading/dataSource";
import type { PartialConfig, RunConfig } from "../model/run/configuration";
import { cancelledCall } from "../worker/callError";
import { isCancelled, toAppError } from "./appError";
import type { AppState, AppStore } from "./appState";
import {
  clampConfig,
  firstThreshold,
  thresholdUnit,
  limitsToReport,
  mergeConfig,
  nearestLimit,
  showableConfig,
} from "../search/config/edits";
import { exportFiles, writeKit } from "./exportFiles";
import type { FileWriters } from "./fileWriters";
import { rowsAheadOf } from "../model/setting";
import { createMachineActions } from "./machineActions";
import { deviceFromAddress, hubFromAddress } from "./address";
import { initialData } from "./initialData";
import { openFirst } from "./openFirst";
import { linkedSource } from "./viewLink";
import { restoreOnRestart } from "./restart";
import { createRunsActions, type RunFolder } from "./runsActions";
import { createStorageActions } from "./storageActions";
import {
  nearestThresholdIndex,
  reportedLimits,
  thresholdRows,
  thresholdToShow,
} from "../model/curve";
import { isStale } from "../model/pipelineSteps";
import type { Progress } from "../model/stages";
import type { RunView } from "../model/run/view";

/** Pause between the last keystroke and the run that it causes. */
const editDelayMs = 500;

const mostRecentPicks = 5;

/** The page's state and actions over one compute client. */
export function createAppStore(
  client: ComputeClient,
  writers: FileWriters,
  runFolder: RunFolder,
): AppStore {
  const store: AppStore = createStore<AppState>()((set, get) => {
    let current: AbortController | null = null;
    let loadController: AbortController | null = null;
    let editTimer: ReturnType<typeof setTimeout> | undefined;
    let reportNumber = 0;

    function isDraftStale(config: RunConfig, view: RunView): boolean {
      const ownQueries = get().dataset?.ownQueries ?? 0;
      return isStale(config, view.result.config, ownQueries);
    }

    client.onDevice((device) => set({ device }));
    const restart = restoreOnRestart(client, { get, set });

    function showProgress(options: CallOptions, isCurrent: () => boolean) {
      return (progress: Progress) => {
        if (isCurrent()) set({ progress });
        options.onProgress?.(progress);
      };
    }

    function showView(view: RunView, asked: RunConfig) {
      const { threshold, limit } = get();
      const ran = view.result.config;
      // Imports decide some settings: the controls show what ran, if not changed meanwhile.
      const config =
        get().config === asked
          ? { ...ran, limits: asked.limits }
          : get().config;
      const rows = thresholdRows(view.curve);
      const former = get().view?.result.config;
      const kept = !former || thresholdUnit(former) === thresholdUnit(ran);
      set({
        view,
        rowsAhead: null,
        config,
        threshold: thresholdToShow(
          rows,
          kept ? threshold : null,
          firstThreshold(ran),
        ),
        stale: isDraftStale(config, view),
      });
      // A smaller k stays chosen.
      set({ k: asked.k === ran.k ? Math.min(get().k, ran.k) : ran.k });
      // The limit was changed while the run was under way.
      if (!reportedLimits(view.curve).includes(limit) || get().k !== view.k)
        void readCurve();
    }

    /** Settles when the run shown last is kept, or cannot be. */
    let keeping: Promise<void> = Promise.resolve();

    /** Keeps the run just shown; that it cannot be kept is no failure of the run. */
    async function keepLast(): Promise<void> {
      const { source } = get();
      try {
        await get().keepRun(await client.call("snapshot", null), source);
      } catch {
        // Another data set was opened meanwhile: there is no run to keep.
      }
    }

    /** Reads the current limit and k off the last run's surface. */
    async function readCurve(): Promise<void> {
      const { view, config, limit, k, threshold } = get();
      if (!view) return;
      const ticket = ++reportNumber;
      const limits = limitsToReport(config.limits, limit);
      const isCurrent = () =>
        ticket === reportNumber && get().view?.result === view.result;
      try {
        // The numbers of the setting first, then the lines of the chart.
        const ahead = client.call("report", {
          limits: [limit],
          k,
          thresholds: [threshold, null],
        });
        const whole = client.call("report", { limits, k });
        // Awaited below, or refused as the first was.
        whole.catch(() => undefined);
        const settingReport = await ahead;
        if (isCurrent()) set({ rowsAhead: rowsAheadOf(settingReport) });
        const { curve, guaranteedRecall } = await whole;
        if (isCurrent())
          set({
            view: { ...view, curve, guaranteedRecall, k },
            rowsAhead: null,
          });
      } catch (error) {
        get().reportError(error);
      }
    }

    return {
      ...initialData,
      client,
      ...createStorageActions(client, (storage) => set({ storage })),
      ...createMachineActions(client, { get, set }),
      ...createRunsActions(runFolder, { get, set }),

      async start() {
        const search = globalThis.location?.search ?? "";
        const device = deviceFromAddress(search);
        try {
          set({ config: { ...get().config, device } });
          restart.startRequest = {
            baseUrl: globalThis.document?.baseURI ?? "",
            device,
            hub: hubFromAddress(search),
          };
          const info = await client.call("start", restart.startRequest);
          set({ device: info });
          await openFirst(get);
          // What is kept is offered after the first result, not before it.
          await get().refreshStorage();
          await get().openRuns();
        } catch (error) {
          get().reportError(error);
        }
      },

      async load(source: LoadSource, options: CallOptions = {}) {
        current?.abort();
        current = null;
        clearTimeout(editTimer);
        get().cancelMeasuring();
        loadController?.abort();
        const controller = new AbortController();
        loadController = controller;
        const forward = () => controller.abort();
        if (options.signal?.aborted) forward();
        options.signal?.addEventListener("abort", forward, { once: true });
        set({ loading: true, running: false, cancelled: false, error: null });
        try {
          const dataset = await client.call("load", source, {
            signal: controller.signal,
            onProgress: showProgress(
              options,
              () => loadController === controller,
            ),
          });
          restart.openedSource = source;
          set({
            dataset,
            source: linkedSource(source),
            config: clampConfig(get().config, dataset),
            limit: Math.min(get().limit, dataset.n),
            view: null,
            stale: false,
            imported: null,
            searchPick: null,
            recentPicks: [],
          });
          // Work that took long must not be cleared when the disk gets full.
          if (dataset.embedding?.keptId)
            globalThis.navigator?.storage?.persist?.().catch(() => undefined);
          return dataset;
        } finally {
          options.signal?.removeEventListener("abort", forward);
          if (loadController === controller) {
            loadController = null;
            set({ loading: false, progress: null });
          }
          // Embeddings may have been kept, also by a load that was stopped.
          if (get().storage) get().refreshStorage().catch(get().reportError);
        }
      },

      cancelLoad() {
        loadController?.abort();
      },

      async run(patch = {}, options: CallOptions = {}) {
        clearTimeout(editTimer);
        get().cancelMeasuring();
        current?.abort();
        const controller = new AbortController();
        current = controller;
        const isCurrent = () => current === controller;
        const { signal } = options;
        const forward = () => controller.abort();
        if (signal?.aborted) forward();
        signal?.addEventListener("abort", forward, { once: true });

        // What is asked for is checked by the worker; the controls show what there is.
        const asked = mergeConfig(get().config, patch);
        const config = showableConfig(asked, get().config);
        const limit = patch.limits
          ? nearestLimit(config.limits, get().limit)
          : get().limit;
        // What is no list of limits is refused as it was given.
        const limits =
          config.limits === asked.limits
            ? limitsToReport(asked.limits, limit)
            : asked.limits;
        const { view, dataset } = get();
        set({
          config,
          limit,
          running: true,
          cancelled: false,
          error: null,
          stale: view !== null && isDraftStale(config, view),
        });
        try {
          const view = await client.call(
            "run",
            { ...asked, limits },
            {
              signal: controller.signal,
              onProgress: showProgress(options, isCurrent),
            },
          );
          // Also of a run that was superseded too late: it is the worker's last one.
          if (get().dataset === dataset) showView(view, config);
          if (!isCurrent()) throw cancelledCall();
          keeping = keepLast();
          return view;
        } catch (error) {
          if (isCurrent() && isCancelled(error)) set({ cancelled: true });
          throw error;
        } finally {
          signal?.removeEventListener("abort", forward);
          if (isCurrent()) {
            current = null;
            set({ running: false, progress: null });
          }
        }
      },

      edit(patch: PartialConfig) {
        const former = get().config;
        const config = showableConfig(mergeConfig(former, patch), former);
        const { view } = get();
        set({
          config,
          stale: view !== null && isDraftStale(config, view),
        });
      },

      editAndRun(patch, delayMs = editDelayMs) {
        get().edit(patch);
        clearTimeout(editTimer);
        const { stale, view, running, dataset } = get();
        // Typed back to what is shown: nothing to do, unless another run is under way.
        if (!dataset || (view && !stale && !running)) return;
        editTimer = setTimeout(() => {
          get().run().catch(get().reportError);
        }, delayMs);
      },

      cancel() {
        clearTimeout(editTimer);
        current?.abort();
      },

      setThreshold(threshold) {
        const { view } = get();
        if (!view) {
          set({ threshold });
          return;
        }
        const rows = thresholdRows(view.curve);
        const row = rows[nearestThresholdIndex(rows, threshold)];
        if (row && row.threshold !== get().threshold) {
          set({ threshold: row.threshold });
        }
      },

      async setLimit(limit) {
        set({ limit });
        const { view, running } = get();
        if (!view || running) return;
        if (!reportedLimits(view.curve).includes(limit)) await readCurve();
      },

      async setK(k) {
        const { view, running, stale } = get();
        if (!view || running || stale || k > view.result.config.k) {
          set({ k });
          get().editAndRun({ k });
          return;
        }
        set({ k });
        if (view.k !== k) await readCurve();
      },

      inspectParameters: (files, options = {}) =>
        client.call("importParameters", { ...options, files, dryRun: true }),

      async importParameters(
        files,
        { adoptSettings = false, ...options } = {},
      ) {
        const imported = await client.call("importParameters", {
          ...options,
          files,
        });
        if (options.dryRun) return imported;
        const { config } = get();
        const adopted = adoptSettings ? (imported.config ?? config) : config;
        const hash = {
          ...adopted.hash,
          bits: imported.bits ?? adopted.hash.bits,
        };
        set({ imported, config: { ...adopted, hash, device: config.device } });
        return imported;
      },

      async clearParameters() {
        await client.call("clearParameters", null);
        set({ imported: null });
      },

      async exportFiles(kind, options = {}) {
        if (kind === "run-json") await keeping;
        return exportFiles(kind, get(), writers, options);
      },

      writeKit: (kind, options = {}) => writeKit(kind, get(), writers, options),

      pickSearch(searchPick) {
        const { recentPicks } = get();
        const isRecent = recentPicks.some(
          ({ kind, id, title }) =>
            kind === searchPick.kind &&
            id === searchPick.id &&
            title === searchPick.title,
        );
        set({
          searchPick,
          recentPicks: isRecent
            ? recentPicks
            : [searchPick, ...recentPicks].slice(0, mostRecentPicks),
        });
      },

      reportError(error) {
        if (!isCancelled(error)) set({ error: toAppError(error) });
      },

      dismissError() {
        set({ error: null });
      },
    };
  });
  return store;
}
