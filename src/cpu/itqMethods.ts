import type { Service } from "../channel/serve";
import type { HelperTypes } from "./helperChannel";
import { createItqShare, type ItqShare } from "./itqShare";
import type { ItqCalls, ItqTells } from "./itqProtocol";

/** What a thread of the team does: holds some of the rows, makes their share of each step. */
export function itqMethods(): Pick<
  Service<ItqCalls, ItqTells, HelperTypes>,
  "calls" | "tells"
> {
  let part: ItqShare | null = null;
  return {
    calls: {
      async step(rotation) {
        if (!part) throw new Error("the rows of the fit are missing");
        return part.step(rotation);
      },
    },
    tells: {
      rows({ v, bits }) {
        part = createItqShare(v, bits);
      },
      release() {
        part = null;
      },
    },
  };
}
