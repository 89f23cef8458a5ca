import type { SessionFaults } from "../../../model/faults/session";
import type { FaultWords } from "../../words";

const reload = "Reload the page.";

export const sessionFaults: FaultWords<SessionFaults> = {
  "session.cancelled": () => ({ message: "Cancelled.", hint: null }),
  "session.out-of-memory": ({ detail }) => ({
    message: `There is not enough memory for this: ${detail}.`,
    hint: "Use fewer documents, queries or neighbours.",
  }),
  "session.internal": ({ detail }) => ({
    message: detail,
    hint: "This is a fault of the app. What was loaded is still there; try again, or reload the page.",
  }),
  "session.page-internal": ({ detail }) => ({
    message: detail,
    hint: "Try again; if it happens again, reload the page.",
  }),
  "session.measuring-refused": () => ({
    message:
      "An evaluation or a load is under way; both at once would spoil the times.",
    hint: "Measure when it has finished.",
  }),
  "session.worker-stopped": ({ detail }) => ({
    message: `The compute worker stopped: ${detail}.`,
    hint: reload,
  }),
  "session.worker-not-loaded": () => ({
    message: "The compute worker stopped: it could not be loaded.",
    hint: reload,
  }),
  "session.worker-ended": () => ({
    message: "The compute worker stopped: it was ended.",
    hint: reload,
  }),
  "session.worker-gone": () => ({
    message:
      "The compute worker ended before it could answer, as when memory runs out.",
    hint: "It is started again. Use fewer documents, queries or neighbours.",
  }),
  "session.worker-restarted": ({ dataset, hadImported }) => ({
    message:
      dataset === null
        ? "The compute worker stopped and was started again."
        : `The compute worker stopped. It was started again, and ${dataset} was opened and evaluated again.`,
    hint: hadImported
      ? "Imported parameters were in it: import them again."
      : null,
  }),
};
