import type { Bound, CallsOf } from "../../channel/methods";
import { device, start } from "./device";
import { diagnostics } from "./diagnostics";
import { documents } from "./documents";
import { embed } from "./embed";
import { clearParameters, importParameters } from "./importParameters";
import { inspect } from "./inspect";
import { load } from "./load";
import { machine } from "./machine";
import { models } from "./models";
import { parity } from "./parity";
import { pivotSweep } from "./pivotSweep";
import { precision } from "./precision";
import { queries } from "./queries";
import { repeats } from "./repeats";
import { report } from "./report";
import { run } from "./run";
import { search } from "./search";
import { shareRun } from "./shareRun";
import { snapshot } from "./snapshot";
import { exportKept, removeKept, removeModel, storage } from "./storage";
import { perQuery, surface } from "./surface";

/** What the page can ask of the compute worker. Each is declared by its function, here listed once. */
export const asks = {
  start,
  device,
  machine,
  load,
  inspect,
  models,
  embed,
  storage,
  removeKept,
  exportKept,
  removeModel,
  documents,
  importParameters,
  clearParameters,
  run,
  report,
  precision,
  queries,
  pivotSweep,
  repeats,
  diagnostics,
  search,
  parity,
  snapshot,
  perQuery,
  surface,
  shareRun,
};

/** The request and answer of every method of the worker. */
export interface WorkerMethods extends CallsOf<Bound<typeof asks>> {}

export type MethodName = keyof WorkerMethods;
