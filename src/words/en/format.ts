import { formatsOf } from "../format";

/** English numbers; days as in Britain. */
export const format = formatsOf({
  numbers: "en-US",
  dates: "en-GB",
  noThreshold: "none",
});
