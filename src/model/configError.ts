import { Fault, type Faults } from "./fault";
import type { ConfigFaults } from "./faults/config";

/** A setting or a request that cannot be run; documented code "bad-config". */
export class ConfigError<
  N extends keyof ConfigFaults = keyof ConfigFaults,
> extends Fault<N> {
  readonly code = "bad-config";

  constructor(name: N, params: Faults[N]) {
    super(name, params);
    this.name = "ConfigError";
  }
}
