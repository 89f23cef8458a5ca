import type { Matrix } from "../compute/backend";
import type { FittedHash, HashTools } from "../search/hash/hash";
import { startOf } from "./importedParameters";
import type { PipelineInput } from "./pipelineInput";
import { stageContext } from "./progress";
import type { StageLog } from "./stageCache";

/** What a method of hashing computes with: the run's backend, cache and pulse. */
function toolsOf(
  { backend, cache, call }: PipelineInput,
  log: StageLog,
): HashTools {
  return {
    backend,
    stage: (name, key, compute, most) =>
      cache.resolve(
        name,
        key,
        log,
        () => compute(stageContext({ stage: name }, call)),
        most,
      ),
  };
}

/**
 * The hash of a run by its registered method: imported, or trained on `corpus`
 * as named by `documentsKey`.
 */
export function fitHash(
  input: PipelineInput,
  corpus: Matrix,
  documentsKey: string,
  log: StageLog,
): Promise<FittedHash> {
  const { config, imported, methods } = input;
  const method = methods.hash[config.hash.method];
  const tools = toolsOf(input, log);
  const start = startOf(imported, method.name);
  const fitInput = {
    documents: corpus,
    documentsKey,
    given: start?.arrays ?? {},
    givenKey: start?.key ?? "",
  };
  const { hash } = imported;
  return hash
    ? method.restore(hash.arrays, hash.key, fitInput, config.hash, tools)
    : method.fit(fitInput, config.hash, tools);
}
