import { Fault, type Faults } from "./fault";
import type { RecordFaults } from "./faults/record";

/** A file, link or kept document is no run; documented code "bad-config". */
export class RecordError<
  N extends keyof RecordFaults = keyof RecordFaults,
> extends Fault<N> {
  readonly code = "bad-config";

  constructor(name: N, params: Faults[N]) {
    super(name, params);
    this.name = "RecordError";
  }
}
