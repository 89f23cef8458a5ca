import type { ComputeBackend } from "../compute/backend";
import type { Dataset } from "./dataset";
import type { Parameters } from "./importedParameters";
import type { CallContext } from "./progress";
import type { RunConfig } from "../model/run/configuration";
import type { Methods } from "../search/registry";
import type { StageCache } from "./stageCache";

/** What the stages of one run share. */
export interface PipelineInput {
  readonly dataset: Dataset;
  readonly config: RunConfig;
  /** The hashes, structures and scores that the configuration chooses from. */
  readonly methods: Methods;
  readonly imported: Parameters;
  readonly backend: ComputeBackend;
  readonly cache: StageCache;
  readonly call: CallContext;
}
