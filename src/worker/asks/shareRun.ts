import { bind } from "../../channel/methods";
import type { NoTells } from "../../channel/protocol";
import { type Handlers, serve } from "../../channel/serve";
import { CancelledError } from "../../compute/backend";
import type { Progress } from "../../model/stages";
import { reportFailure, type WorkerServed } from "../failure";
import type { CallContext } from "../progress";
import type { Session } from "../session";
import { runSource, type RunSourceCalls } from "./runSource";

/**
 * Lends the last run to whoever has the other end of `port`, so that no document
 * of an export passes the page. Settles when the call is cancelled, which is how
 * an export ends.
 */
export function shareRun(
  session: Session,
  { port }: { readonly port: MessagePort },
  call: CallContext,
): Promise<null> {
  return serveUntilCancelled(port, bind(runSource, session), call);
}

/** Answers at one end of a port until the call is cancelled. */
export function serveUntilCancelled(
  port: MessagePort,
  calls: Handlers<RunSourceCalls, Progress>,
  { signal }: CallContext,
): Promise<null> {
  serve<RunSourceCalls, NoTells, WorkerServed>(port, {
    calls,
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
