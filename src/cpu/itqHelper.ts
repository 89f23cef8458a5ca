import type { ItqReply, ItqRequest } from "./itqMessages";
import { createItqPart, type ItqPart } from "./itqPart";

/** A thread that holds some of the rows and makes their share of each step. */

let part: ItqPart | null = null;

self.onmessage = ({ data }: MessageEvent<ItqRequest>) => {
  if (data.type === "rows") part = createItqPart(data.v, data.bits);
  else if (data.type === "release") part = null;
  else if (part) {
    const step = part.step(data.rotation);
    const reply: ItqReply = { call: data.call, step };
    self.postMessage(reply, { transfer: [step.transposed.buffer] });
  }
};
