import { completeConfig } from "./search/config/complete";
import { givenConfig } from "./search/config/given";
import { defaultModel } from "./embed/catalogue";
import { toAppError } from "./state/appError";
import type { AppError, AppStore } from "./state/appState";
import {
  type WordedDataset,
  type WordedEmbedding,
  type WordedImport,
  type WordedMachine,
  type WordedModel,
  type WordedParity,
  type WordedProgress,
  wordDataset,
  wordEmbedding,
  wordImport,
  wordMachine,
  wordModel,
  wordParity,
  wordProgress,
} from "./words/forScripts";
import { type Words, languages, wordFault } from "./words/languages";
import type { CallOptions } from "./worker/client";
import type { RunRecord } from "./model/run/record";
import type { MachineRequest } from "./model/machineReport";
import type { MethodName, WorkerMethods } from "./worker/asks/asks";
import type { LoadSource } from "./worker/loading/dataSource";
import { type PartialConfig } from "./model/run/configuration";
import { version } from "./worker/version";
import type { ImportOptions } from "./model/importReport";
import type { EmbedRequest } from "./model/embedding";
import type {
  ExportedFile,
  ExportKind,
  ExportOptions,
} from "./model/artifacts";
import type { RunResult } from "./model/run/result";

/** What a script may give with a call. */
export interface ScriptOptions {
  readonly signal?: AbortSignal;
  readonly onProgress?: (progress: WordedProgress) => void;
}

type Unset<T> = { readonly [K in keyof T]?: T[K] | undefined };

type Answer<M extends MethodName> = Promise<WorkerMethods[M]["out"]>;

/** A method of the worker as a script calls it. */
type Ask<M extends MethodName> = (request: WorkerMethods[M]["in"]) => Answer<M>;

/** `window.bitsieve`, documented in docs/automation.md. */
export interface BitsieveAutomation {
  readonly version: string;
  /** Resolves when the page has evaluated its first data set, or failed to. */
  readonly ready: Promise<void>;
  /**
   * Vectors of texts by a model of the hub, each with `prefix` before it;
   * default: all-MiniLM-L6-v2 and the model's own passage prefix.
   */
  embed(
    texts: readonly string[],
    options?: Partial<EmbedRequest>,
    callOptions?: ScriptOptions,
  ): Promise<WordedEmbedding>;
  /** The models that the page offers; with an id, one model of the hub. */
  models(id?: string): Promise<readonly WordedModel[]>;
  /** Embeddings and models that the browser keeps. */
  storage(): Answer<"storage">;
  /** Opens a data set in place of the present one; the page follows. */
  load(source: LoadSource, options?: ScriptOptions): Promise<WordedDataset>;
  /** Runs with the defaults changed by `config`; the page shows the result. */
  run(config?: PartialConfig, options?: ScriptOptions): Promise<RunResult>;
  /** Uses mean, pca, rotation, pivots or query ids from files in later runs. */
  importParameters(
    files: readonly File[],
    options?: ImportOptions,
  ): Promise<WordedImport>;
  /** Trains and draws again what was imported. */
  clearParameters(): Promise<void>;
  /** Facts about this machine; with `measure`, how fast it computes. */
  machine(options?: MachineRequest & ScriptOptions): Promise<WordedMachine>;
  /** The last run's curve for other limits, k' <= k, or its first pivots only. */
  report: Ask<"report">;
  /** Values at one setting with their intervals, and how many queries +-1 % needs. */
  precision: Ask<"precision">;
  /** The queries of the last run at one setting, worst first. */
  queries: Ask<"queries">;
  /** The filter by the first 1, 2, ..., P pivots at one setting. */
  pivotSweep: Ask<"pivotSweep">;
  /** The last configuration under several seeds. */
  repeats(
    request: WorkerMethods["repeats"]["in"],
    options?: ScriptOptions,
  ): Answer<"repeats">;
  /** Correlation, distances, bits, drift and pivots of the last run. */
  diagnostics(
    request?: WorkerMethods["diagnostics"]["in"],
  ): Answer<"diagnostics">;
  /** Compares what another program made of a document, query or text, stage by stage. */
  parity(request: WorkerMethods["parity"]["in"]): Promise<WordedParity>;
  /** Runs that the browser keeps, newest first. */
  runs(): readonly RunRecord[];
  /** Keeps a run that was exported as JSON. */
  importRun(file: File): Promise<RunRecord>;
  /** The files of one kind for the last run. */
  export(
    kind: ExportKind,
    options?: ExportOptions & ScriptOptions,
  ): Promise<readonly ExportedFile[]>;
}

declare global {
  interface Window {
    bitsieve: BitsieveAutomation;
  }
}

/** What a script's call is rejected with: sentences in the language of the page. */
export class BitsieveError extends Error {
  override readonly name = "BitsieveError";
  readonly code: AppError["code"];
  readonly hint: string | null;

  constructor(words: Words, { code, fault }: AppError) {
    const { message, hint } = wordFault(words, fault);
    super(message);
    this.code = code;
    this.hint = hint;
  }
}

type Methods = Omit<BitsieveAutomation, "version" | "ready" | "runs">;

/** Offers the page's own actions to scripts; `started` is the page's first run. */
export function installAutomation(
  store: AppStore,
  started: Promise<void>,
): void {
  const state = () => store.getState();
  // The worker is told first where the page is; a failed start is told elsewhere.
  const opened = started.catch(() => undefined);

  /** The same calls, whose failures are worded. */
  function worded<P extends unknown[], R>(
    call: (...parts: P) => Promise<R>,
  ): (...parts: P) => Promise<R> {
    return async (...parts) => {
      try {
        return await call(...parts);
      } catch (error) {
        throw new BitsieveError(words(), toAppError(error));
      }
    };
  }

  const words = () => languages[state().language];

  /** A script's options, whose progress is worded. */
  function spoken({
    signal,
    onProgress,
  }: Unset<ScriptOptions> = {}): CallOptions {
    return {
      ...(signal ? { signal } : {}),
      ...(onProgress
        ? {
            onProgress: (progress) =>
              onProgress(wordProgress(words(), progress)),
          }
        : {}),
    };
  }

  /** A method of the worker whose answer needs no words. */
  function ask<M extends MethodName>(method: M): Ask<M> {
    return (request) => state().client.call(method, request);
  }

  const methods: Methods = {
    load: async (source, options) =>
      wordDataset(words(), await state().load(source, spoken(options))),
    embed: async (texts, options = {}, callOptions) => {
      await opened;
      const model = options.model ?? defaultModel;
      const call = { texts, options: { ...options, model } };
      const { client } = state();
      return wordEmbedding(
        words(),
        await client.call("embed", call, spoken(callOptions)),
      );
    },
    models: async (id) => {
      await opened;
      const { client } = state();
      const models = await client.call(
        "models",
        id === undefined ? {} : { id },
      );
      return models.map((model) => wordModel(words(), model));
    },
    storage: async () => {
      await opened;
      return state().client.call("storage", null);
    },
    run: async (config = {}, options) => {
      const { device } = state().config;
      const whole = completeConfig({ device, ...givenConfig(config) });
      const view = await state().run(whole, spoken(options));
      return view.result;
    },
    importParameters: async (files, options) =>
      wordImport(words(), await state().importParameters(files, options)),
    clearParameters: () => state().clearParameters(),
    machine: async ({ signal, onProgress, ...request } = {}) => {
      await opened;
      const options = spoken({ signal, onProgress });
      return wordMachine(words(), await state().readMachine(request, options));
    },
    report: ask("report"),
    precision: ask("precision"),
    queries: ask("queries"),
    pivotSweep: ask("pivotSweep"),
    repeats: (request, options) =>
      state().client.call("repeats", request, spoken(options)),
    diagnostics: (request = { threshold: null }) =>
      state().client.call("diagnostics", request),
    parity: async (request) =>
      wordParity(words(), await state().client.call("parity", request)),
    importRun: (file) => state().importRun(file),
    export: (kind, { signal, onProgress, ...options } = {}) =>
      state().exportFiles(kind, {
        ...options,
        ...spoken({ signal, onProgress }),
      }),
  };
  window.bitsieve = {
    version,
    ready: started,
    runs: () => state().runs,
    load: worded(methods.load),
    embed: worded(methods.embed),
    models: worded(methods.models),
    storage: worded(methods.storage),
    run: worded(methods.run),
    importParameters: worded(methods.importParameters),
    clearParameters: worded(methods.clearParameters),
    machine: worded(methods.machine),
    report: worded(methods.report),
    precision: worded(methods.precision),
    queries: worded(methods.queries),
    pivotSweep: worded(methods.pivotSweep),
    repeats: worded(methods.repeats),
    diagnostics: worded(methods.diagnostics),
    parity: worded(methods.parity),
    importRun: worded(methods.importRun),
    export: worded(methods.export),
  };
}
