import type { ComputeBackend } from "../compute/backend";
import { ConfigError } from "../model/configError";
import type { DeviceInfo } from "../model/deviceInfo";
import type { RunConfig } from "../model/run/configuration";
import { type Methods, methods as registered } from "../search/registry";
import type { Dataset } from "./dataset";
import type { HubAndStorage, HubSettings } from "./hubAndStorage";
import { noParameters, type Parameters } from "./importedParameters";
import type { RunState } from "./pipeline";
import { StageCache } from "./stageCache";

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
  /** Models, kept work and remote files; called when the page has said where it is. */
  readonly openHubAndStorage: (settings: HubSettings) => HubAndStorage;
}

/** The last run with what it ran on. */
export interface FinishedRun {
  /** Counts the runs, so that one is told from another. */
  readonly number: number;
  readonly state: RunState;
  readonly dataset: Dataset;
  readonly backend: ComputeBackend;
  readonly device: DeviceInfo;
}

/**
 * What the worker holds from one call to the next: the data set, what was
 * imported, the devices, the stage cache and the last run. The methods of
 * `asks` read and change it; one that fails or is cancelled leaves it as it was.
 */
export class Session {
  readonly methods: Methods;
  readonly now: () => number;
  readonly cache: StageCache;
  /** For calls that name no device. */
  preferredDevice: RunConfig["device"] = "auto";
  imported: Parameters = noParameters;
  private readonly environment: SessionEnvironment;
  private readonly devices = new Map<
    RunConfig["device"],
    Promise<ChosenDevice>
  >();
  private opened: HubAndStorage;
  private dataset: Dataset | null = null;
  private last: {
    readonly state: RunState;
    readonly device: ChosenDevice;
  } | null = null;
  private runs = 0;

  constructor(environment: SessionEnvironment) {
    this.environment = environment;
    this.methods = environment.methods ?? registered;
    this.now = environment.now;
    this.cache = new StageCache(environment.now);
    this.opened = environment.openHubAndStorage({ baseUrl: "", hub: "" });
  }

  get hubAndStorage(): HubAndStorage {
    return this.opened;
  }

  /** Models and remote files come from here from now on. */
  openHub(settings: HubSettings): void {
    this.opened = this.environment.openHubAndStorage(settings);
  }

  /** The device for a request, chosen by its first call. */
  device(request: RunConfig["device"]): Promise<ChosenDevice> {
    const former = this.devices.get(request);
    if (former) return former;
    const chosen = this.environment.chooseDevice(request);
    this.devices.set(request, chosen);
    // A failed choice is tried again by the next call.
    chosen.catch(() => this.devices.delete(request));
    return chosen;
  }

  /** As `device`, but a GPU that was missing or lost is looked for once more. */
  async renewDevice(request: RunConfig["device"]): Promise<ChosenDevice> {
    const former = await this.devices.get(request);
    if (former?.backend.name !== "webgpu") this.devices.delete(request);
    return this.device(request);
  }

  requireDataset(): Dataset {
    if (!this.dataset) throw new ConfigError("config.no-dataset", {});
    return this.dataset;
  }

  /** Whether no other data set was opened in place of this one. */
  holds(dataset: Dataset): boolean {
    return this.dataset === dataset;
  }

  /** What belongs to the data set before goes with it. */
  replaceDataset(dataset: Dataset): void {
    this.dataset = dataset;
    this.imported = noParameters;
    this.last = null;
    this.cache.clear();
  }

  requireRun(): FinishedRun {
    if (!this.last) throw new ConfigError("config.no-run", {});
    const { state, device } = this.last;
    return {
      number: this.runs,
      state,
      dataset: this.requireDataset(),
      backend: device.backend,
      device: device.info,
    };
  }

  keepRun(state: RunState, device: ChosenDevice): void {
    this.last = { state, device };
    this.runs++;
  }
}
