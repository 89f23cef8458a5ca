import type { Handlers } from "../channel/serve";
import type { Progress } from "../model/stages";
import { type Methods, methods as registered } from "../search/registry";
import { completeConfig } from "../search/config/complete";
import type { Message } from "../model/message";
import type { ComputeBackend } from "../compute/backend";
import { EmbedError } from "../embed/embedError";
import { collectArtifacts, readRows } from "./artifacts";
import { ConfigError } from "../model/configError";
import type { Dataset } from "./dataset";
import { listDocuments } from "./documentList";
import { openModel, embedTexts } from "./loading/embedTexts";
import { inspectLocation } from "./loading/inspectLocation";
import { loadDataset } from "./loading/loadDataset";
import type { RunSourceCalls, WorkerMethods } from "./messages";
import { noParameters, type Parameters } from "./importedParameters";
import { readParameters } from "./parameters";
import { checkParity } from "./parity/checkParity";
import { reportMachine } from "./measure/reportMachine";
import { type RunState, runPipeline } from "./pipeline";
import { usableSettings } from "./importing/settings";
import { type DatasetLimits, resolveConfig } from "../search/config/resolve";
import { type PartialConfig, type RunConfig } from "../model/run/configuration";
import { checkCounts, createRunMethods } from "./runMethods";
import { viewRun } from "./describeRun";
import { searchCorpus } from "./searchReport";
import { shareRun } from "./shareRun";
import type { HubAndStorage, HubSettings } from "./hubAndStorage";
import { StageCache } from "./stageCache";
import { exportKept, reportStorage } from "./storage";
import { embedQuery } from "./typedQuery";
import { version } from "./version";
import type { DeviceInfo } from "../model/deviceInfo";

/** A device as chosen for a run. */
export interface ChosenDevice {
  readonly backend: ComputeBackend;
  /** As it is now: after a lost GPU it says CPU. */
  readonly info: DeviceInfo;
}

/** What the session needs from around it; tests bring their own. */
export interface SessionEnvironment {
  /** Picks the backend for a request; called once per kind of request. */
  readonly chooseDevice: (
    request: RunConfig["device"],
  ) => Promise<ChosenDevice>;
  readonly now: () => number;
  /** What a configuration chooses from; the registered methods by default. */
  readonly methods?: Methods;
  /** Models, kept work and remote places; called when the page has said where it is. */
  readonly openHubAndStorage: (settings: HubSettings) => HubAndStorage;
}

/** What the page asks, and what an export asks over its port. */
type SessionMethods = Handlers<WorkerMethods & RunSourceCalls, Progress>;

/**
 * All that the worker does, without the messaging: holds the data set, the
 * stage cache and the last run, and answers each method of `WorkerMethods`.
 * A failed or cancelled call leaves what was there before as it was.
 */
export function createSession(environment: SessionEnvironment): SessionMethods {
  const cache = new StageCache(environment.now);
  const methods = environment.methods ?? registered;
  const devices = new Map<RunConfig["device"], Promise<ChosenDevice>>();
  let hubAndStorage = environment.openHubAndStorage({ baseUrl: "", hub: "" });
  let preferredDevice: RunConfig["device"] = "auto";
  let dataset: Dataset | null = null;
  let imported: Parameters = noParameters;
  let last: { state: RunState; device: ChosenDevice } | null = null;
  let runs = 0;

  function device(request: RunConfig["device"]): Promise<ChosenDevice> {
    const existing = devices.get(request);
    if (existing) return existing;
    const chosen = environment.chooseDevice(request);
    devices.set(request, chosen);
    // A failed choice is tried again by the next call.
    chosen.catch(() => devices.delete(request));
    return chosen;
  }

  function requireDataset(): Dataset {
    if (!dataset) throw new ConfigError("config.no-dataset", {});
    return dataset;
  }

  function requireRun(): { state: RunState; device: ChosenDevice } {
    if (!last) throw new ConfigError("config.no-run", {});
    return last;
  }

  /** What was imported decides settings: how many queries ask, and those of a structure. */
  function withImported(partial: PartialConfig): PartialConfig {
    const { queries } = imported;
    return {
      ...withImportedStructure(partial, imported, methods),
      ...(queries &&
      partial.protocol !== "own-queries" &&
      partial.queries?.census !== true
        ? { queries: { ...partial.queries, count: queries.length } }
        : {}),
    };
  }

  const source: Handlers<RunSourceCalls, Progress> = {
    async artifacts() {
      const { state, device: chosen } = requireRun();
      return collectArtifacts(runs, state, requireDataset(), chosen.info);
    },
    async rows(request) {
      const { state } = requireRun();
      return readRows(request, runs, state, requireDataset());
    },
  };

  return {
    async start(input) {
      // The page may be opened as /index.html?device=cpu: its folder counts.
      const baseUrl =
        input.baseUrl === "" ? "" : new URL(".", input.baseUrl).href;
      hubAndStorage = environment.openHubAndStorage({
        baseUrl,
        hub: input.hub ?? "",
      });
      preferredDevice = input.device;
      return (await device(preferredDevice)).info;
    },

    async load(source, call) {
      const loaded = await loadDataset(source, hubAndStorage, call);
      dataset = loaded;
      imported = noParameters;
      last = null;
      cache.clear();
      return loaded.info;
    },

    async run(partial, call) {
      const current = requireDataset();
      const config = resolveConfig(
        withImported({ device: preferredDevice, ...partial }),
        limitsFor(current, imported),
        methods,
      );
      checkImported(imported, config);
      const chosen = await device(config.device);
      const state = await runPipeline({
        dataset: current,
        config,
        methods,
        imported,
        backend: chosen.backend,
        cache,
        call,
      });
      // Another data set may have been opened while this ran.
      if (dataset === current) {
        last = { state, device: chosen };
        runs++;
      }
      return viewRun(state, current, chosen.info, version);
    },

    ...createRunMethods(() => {
      const { state, device: chosen } = requireRun();
      return {
        state,
        methods,
        dataset: requireDataset(),
        imported,
        cache,
        backend: chosen.backend,
        device: chosen.info,
      };
    }),

    inspect: (request, call) => inspectLocation(request, hubAndStorage, call),

    async models({ id }) {
      const library = await hubAndStorage.library();
      return id === undefined ? library.list() : [await library.describe(id)];
    },

    async embed({ texts, options }, call) {
      if (texts.length === 0)
        throw new EmbedError("no-texts", "embed.no-texts", {});
      const notes: Message[] = [];
      const onNote = (note: Message) => notes.push(note);
      const model = await openModel(options, hubAndStorage, call, onNote);
      const prefix = model.settings.passagePrefix;
      const embedded = await embedTexts(
        model,
        texts.map((text) => prefix + text),
        call,
        onNote,
      );
      const { vectors, settings, tokens, tokenCounts } = embedded;
      const { truncated, elapsedMs, parity } = embedded;
      return {
        vectors,
        dim: settings.dim,
        tokens,
        tokenCounts,
        truncated,
        settings,
        elapsedMs,
        parity,
        notes,
      };
    },

    storage: () => reportStorage(hubAndStorage),

    async removeKept({ id }) {
      await (await hubAndStorage.kept()).remove(id);
      return reportStorage(hubAndStorage);
    },

    exportKept: ({ id }) => exportKept(id, hubAndStorage),

    async removeModel({ id }) {
      await (await hubAndStorage.library()).removeCached(id);
      return reportStorage(hubAndStorage);
    },

    async search(request, call) {
      checkCounts("k and limit", [request.k, request.limit]);
      const { source } = request;
      const typed =
        source.kind === "text"
          ? await embedQuery(source, requireDataset(), hubAndStorage, call)
          : null;
      const { state } = requireRun();
      const current = requireDataset();
      return searchCorpus(request, current, state, typed?.vector);
    },

    async parity(request, call) {
      const { state, device: chosen } = requireRun();
      const { backend } = chosen;
      const current = requireDataset();
      return checkParity(request, {
        state,
        dataset: current,
        backend,
        hubAndStorage,
        call,
      });
    },

    documents: async (request) => listDocuments(request, requireDataset()),

    ...source,

    shareRun: ({ port }, call) => shareRun(port, source, call),

    async importParameters({ files, ...options }) {
      const current = requireDataset();
      const read = await readParameters(files, current, options, methods);
      if (dataset !== current)
        throw new ConfigError("config.dataset-replaced", {});
      if (options.dryRun !== true) imported = read.parameters;
      const { config, warning } = usableSettings(read.settings, (settings) =>
        resolveConfig(
          { ...settings, device: preferredDevice },
          limitsFor(current, read.parameters),
          methods,
        ),
      );
      const { report } = read;
      return {
        ...report,
        config,
        warnings: [...report.warnings, ...(warning ? [warning] : [])],
      };
    },

    async clearParameters() {
      imported = noParameters;
      return null;
    },

    machine: (request, call) =>
      reportMachine(request, { now: environment.now, device }, call),

    async device({ device: wanted }) {
      const former = await devices.get(wanted);
      // A GPU that was missing or lost may be there now.
      if (former?.backend.name !== "webgpu") devices.delete(wanted);
      const chosen = await device(wanted);
      preferredDevice = wanted;
      // Results would be the same, but their times are the other device's.
      cache.clear();
      return chosen.info;
    },
  };
}

/** What settings must fit, with these parameters in use. */
function limitsFor(
  { info, neighbours }: Dataset,
  parameters: Parameters,
): DatasetLimits {
  return {
    n: info.n,
    dim: info.dim,
    ownQueries: info.ownQueries,
    importedBits: parameters.hash?.bits ?? null,
    importedStructure: parameters.structure?.method ?? null,
    givenNeighbours: neighbours?.width ?? 0,
  };
}

/** The asked for structure with the settings that its imported arrays decide. */
function withImportedStructure(
  partial: PartialConfig,
  { structure: brought }: Parameters,
  methods: Methods,
): PartialConfig {
  const asked = completeConfig(partial, methods).structure;
  if (!brought || asked.method !== brought.method) return partial;
  const { settings, method } = brought;
  const { knob } = methods.structure[method];
  const { pivots, structure, thresholds, ...others } = partial;
  // Knob values of another unit mean nothing here: that unit's own count.
  const isSameUnit =
    knob?.unit(asked) === knob?.unit({ ...asked, ...settings });
  return {
    ...others,
    ...(thresholds && isSameUnit ? { thresholds } : {}),
    ...(pivots && !structure
      ? { pivots: { ...pivots, ...settings } }
      : { structure: { ...structure, method, ...settings } }),
  };
}

/** Imported arrays of different hashes do not go together. */
function checkImported(imported: Parameters, config: RunConfig): void {
  const { bits } = config.hash;
  const { structure, hashStart } = imported;
  if (
    structure &&
    structure.bits !== null &&
    structure.bits !== bits &&
    structure.method === config.structure.method
  )
    throw new ConfigError("config.imported-pivots-bits", {
      pivotBits: structure.bits,
      bits,
    });
  if (hashStart && hashStart.bits !== bits)
    throw new ConfigError("config.imported-rotation-bits", {
      rows: hashStart.bits,
      bits,
    });
}
