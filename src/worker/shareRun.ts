import type { NoTells } from "../channel/protocol";
import { serve, type Handlers } from "../channel/serve";
import { CancelledError } from "../compute/backend";
import type { Progress } from "../model/stages";
import { reportFailure } from "./failure";
import type { RunSourceCalls, WorkerServed } from "./messages";
import type { CallContext } from "./progress";

/**
 * Answers an export straight over its port, so that no document passes the
 * page. Settles when the call is cancelled, which is how an export ends.
 */
export function shareRun(
  port: MessagePort,
  source: Handlers<RunSourceCalls, Progress>,
  { signal }: CallContext,
): Promise<null> {
  serve<RunSourceCalls, NoTells, WorkerServed>(port, {
    calls: source,
    tells: {},
    describe: reportFailure,
  });
  return new Promise((_, reject) => {
    signal.addEventListener(
      "abort",
      () => {
        port.close();
        reject(new CancelledError());
      },
      { once: true },
    );
  });
}
