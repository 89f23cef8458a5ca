import type { Handlers } from "../../../src/channel/serve";
import type { ComputeBackend } from "../../../src/compute/backend";
import type { Progress } from "../../../src/model/stages";
import { CallError } from "../../../src/worker/callError";
import type { CallOptions, ComputeClient } from "../../../src/worker/client";
import { describeFailure } from "../../../src/worker/failure";
import type { MethodName, WorkerMethods } from "../../../src/worker/asks/asks";
import type { HubAndStorage } from "../../../src/worker/hubAndStorage";
import { referenceSession } from "../../unit/worker/support";

/**
 * The page's client over a real session in the page itself, in place of the worker: what the page
 * shows is computed and nothing of it is canned. Values are copied on their way,
 * as messages are.
 */
export function sessionClient(
  backend: ComputeBackend,
  hubAndStorage: HubAndStorage,
): ComputeClient {
  const session: Handlers<WorkerMethods, Progress> = referenceSession(
    backend,
    hubAndStorage,
  );
  return {
    async call<M extends MethodName>(
      method: M,
      input: WorkerMethods[M]["in"],
      { signal, onProgress, transfer = [] }: CallOptions = {},
    ): Promise<WorkerMethods[M]["out"]> {
      const quiet = new AbortController().signal;
      try {
        const sent = structuredClone(input, { transfer });
        const output = await session[method](sent, {
          signal: signal ?? quiet,
          onProgress: (progress) => onProgress?.(structuredClone(progress)),
        });
        return structuredClone(output);
      } catch (error) {
        const { code, fault } = describeFailure(error, signal ?? quiet);
        throw new CallError(code, fault);
      }
    },
    onDevice: () => undefined,
    onRestart: () => undefined,
    terminate: () => undefined,
  };
}
