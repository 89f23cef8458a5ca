import type { TimedStage } from "../model/stages";

/** Entries kept per stage: enough to go back one step without recomputing. */
const KEPT_PER_STAGE = 3;

interface Entry {
  readonly key: string;
  readonly value: unknown;
  readonly elapsedMs: number;
}

/** What one run took from the cache and what it had to compute. */
export interface StageLog {
  readonly timingsMs: Record<string, number>;
  readonly cached: string[];
}

/**
 * Results of stages by the content of their inputs. A stage's key names
 * everything that its result depends on, so an equal key is an equal result.
 */
export class StageCache {
  private readonly entries = new Map<string, Entry[]>();
  private readonly now: () => number;

  constructor(now: () => number) {
    this.now = now;
  }

  /**
   * The result of `stage` for `key`: kept from before, or computed, timed and
   * kept. Nothing is kept when `compute` rejects. `most` results of this stage
   * are kept, the last ones.
   */
  async resolve<T>(
    stage: TimedStage,
    key: string,
    log: StageLog,
    compute: () => Promise<T>,
    most: number = KEPT_PER_STAGE,
  ): Promise<T> {
    const kept = this.entries.get(stage) ?? [];
    const hit = kept.find((entry) => entry.key === key);
    if (hit) {
      this.entries.set(stage, [hit, ...kept.filter((entry) => entry !== hit)]);
      log.timingsMs[stage] = hit.elapsedMs;
      log.cached.push(stage);
      // A key belongs to one stage, and a stage to one type of result.
      return hit.value as T;
    }
    const startMs = this.now();
    const value = await compute();
    const elapsedMs = this.now() - startMs;
    log.timingsMs[stage] = elapsedMs;
    const others = (this.entries.get(stage) ?? []).filter(
      (entry) => entry.key !== key,
    );
    this.entries.set(
      stage,
      [{ key, value, elapsedMs }, ...others].slice(0, most),
    );
    return value;
  }

  /** A cache that starts with what this one holds and leaves it as it is. */
  fork(): StageCache {
    const copy = new StageCache(this.now);
    for (const [stage, entries] of this.entries)
      copy.entries.set(stage, [...entries]);
    return copy;
  }

  /** Forgets everything, e.g. when another data set is opened. */
  clear(): void {
    this.entries.clear();
  }
}
