import { serveHelper } from "./helperChannel";
import { createItqPart, type ItqPart } from "./itqPart";
import type { ItqCalls, ItqTells } from "./itqProtocol";

/** A thread that holds some of the rows and makes their share of each step. */

let part: ItqPart | null = null;

serveHelper<ItqCalls, ItqTells>(self, {
  calls: {
    async step(rotation) {
      if (!part) throw new Error("the rows of the fit are missing");
      return part.step(rotation);
    },
  },
  tells: {
    rows({ v, bits }) {
      part = createItqPart(v, bits);
    },
    release() {
      part = null;
    },
  },
});
