import type { Matrix } from "../compute/backend";
import { connectHelper, type Helper } from "./helperChannel";
import { createItqShare } from "./itqShare";
import type { ItqCalls, ItqTells } from "./itqProtocol";

/** Rows below which a second thread costs more than it saves. */
const MIN_ROWS = 2048;

/** The rows of one alternation, shared out over the threads. */
export interface ItqRows {
  /** V' sign(V R) in f64 (b, b) and the sum of |V R|, for a rotation R. */
  step(rotation: Float32Array): Promise<{
    readonly m: Float64Array;
    readonly absolute: number;
  }>;
  release(): void;
}

/** Threads that do ITQ's steps together; started when first needed. */
export interface ItqTeam {
  /** Shares out `v` (n, b). One alternation at a time. */
  open(v: Matrix): ItqRows;
  dispose(): void;
}

type ItqHelper = Helper<ItqCalls, ItqTells>;

/** A team of `threads`, the calling one included. */
export function createItqTeam(threads: number): ItqTeam {
  let helpers: ItqHelper[] = [];

  function start(): void {
    const worker = new Worker(new URL("./itqHelper.ts", import.meta.url), {
      type: "module",
      name: "bitsieve-itq",
    });
    const helper: ItqHelper = connectHelper<ItqCalls, ItqTells>(worker, () => {
      // The next alternation starts another in its place.
      helper.terminate();
      helpers = helpers.filter((other) => other !== helper);
    });
    helpers.push(helper);
  }

  return {
    open({ data, rows, columns: bits }) {
      const canShare = typeof Worker !== "undefined" && rows >= MIN_ROWS;
      const shares = canShare ? threads : 1;
      while (helpers.length < shares - 1) start();
      const used = helpers.slice(0, shares - 1);
      // Whole groups of four rows, as the kernel takes them.
      const perShare = Math.ceil(rows / shares / 4) * 4;
      const share = (i: number) =>
        data.subarray(
          i * perShare * bits,
          Math.min(rows, (i + 1) * perShare) * bits,
        );
      used.forEach((helper, i) => {
        const v = share(i + 1).slice();
        helper.tell("rows", { v, bits }, [v.buffer]);
      });
      const localShare = createItqShare(share(0), bits);
      return {
        async step(rotation) {
          const others = used.map((helper) => helper.call("step", rotation));
          const steps = [
            localShare.step(rotation),
            ...(await Promise.all(others)),
          ];
          const m = new Float64Array(bits * bits);
          let absolute = 0;
          for (const part of steps) {
            absolute += part.absolute;
            for (let i = 0; i < bits; i++)
              for (let j = 0; j < bits; j++)
                m[i * bits + j] += part.transposed[j * bits + i];
          }
          return { m, absolute };
        },
        release() {
          used.forEach((helper) => helper.tell("release", null));
        },
      };
    },
    dispose() {
      helpers.forEach((helper) => helper.terminate());
      helpers = [];
    },
  };
}
