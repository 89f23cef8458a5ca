import type { OperationContext } from "../../compute/backend";
import { type CallContext, stageContext } from "../progress";
import type { Message } from "../../model/message";
import { operationCases } from "./cases";
import { firstCodes, nothingExcluded, randomCodes, xorshift } from "./inputs";
import type { CrossoverPoint, MeasuredRate } from "../../model/machineReport";
import type { MeasurePlan } from "./plan";
import { type MeasuredBackend, timeCase, type TimingRules } from "./timeCase";

export interface Measurements {
  readonly rates: readonly MeasuredRate[];
  readonly crossover: readonly CrossoverPoint[];
}

export interface MeasureInput {
  readonly backends: readonly MeasuredBackend[];
  readonly plan: MeasurePlan;
  readonly now: () => number;
  readonly call: CallContext;
}

/** A pulse for all measurements: each call of `next` says what comes now. */
function pulse(call: CallContext, total: number) {
  let done = -1;
  let activity: Message = { name: "machine.measured", params: {} };
  const stage = stageContext(
    { stage: "measure" },
    {
      signal: call.signal,
      onProgress: (progress) => call.onProgress({ ...progress, activity }),
    },
  );
  const context: OperationContext = {
    checkpoint: () => stage.checkpoint(done, total),
  };
  return {
    context,
    next: async (what: Message): Promise<void> => {
      done += 1;
      activity = what;
      await context.checkpoint(done, total);
    },
  };
}

/**
 * Times every operation, and the search by hash over sizes of the corpus, on
 * each backend in turn. Throws `CancelledError` after a cancel; what fails
 * otherwise is a row without a time.
 */
export async function measureBackends(
  input: MeasureInput,
): Promise<Measurements> {
  const { backends, plan, call } = input;
  const { documents, queries } = plan.crossover;
  const cases = operationCases(plan);
  const steps = cases.length + documents.length * queries.length;
  const progress = pulse(call, backends.length * steps);
  const rules: TimingRules = {
    now: input.now,
    targetMs: plan.targetMs,
    leastRepeats: plan.leastRepeats,
    context: progress.context,
  };
  const rates: MeasuredRate[] = [];
  for (const { operation, sizes, count, unit, run } of cases)
    for (const measured of backends) {
      const { name } = measured;
      await progress.next({
        name: "machine.measuring",
        params: { operation, backend: name },
      });
      const timed = await timeCase(measured, operation, run, rules);
      const perSecond =
        timed.elapsedMs === null ? null : (count / timed.elapsedMs) * 1000;
      rates.push({
        operation,
        backend: name,
        sizes,
        unit,
        perSecond,
        ...timed,
      });
    }
  const crossover = await measureCrossover(input, rules, progress.next);
  await progress.next({ name: "machine.measured", params: {} });
  return { rates, crossover };
}

/** The search by hash, for each number of queries over growing corpora. */
async function measureCrossover(
  { backends, plan }: MeasureInput,
  rules: TimingRules,
  next: (what: Message) => Promise<void>,
): Promise<CrossoverPoint[]> {
  const { bits, crossover } = plan;
  const words = xorshift(2);
  const corpus = randomCodes(words, Math.max(...crossover.documents), bits);
  const asked = randomCodes(words, Math.max(...crossover.queries), bits);
  const points: CrossoverPoint[] = [];
  for (const queries of crossover.queries)
    for (const measured of backends) {
      const { name } = measured;
      const queryCodes = firstCodes(asked, queries);
      const excluded = nothingExcluded(queries);
      /** Of the former size, for what the next one will take. */
      let msPerDocument = 0;
      for (const documents of crossover.documents) {
        await next({
          name: "machine.searching",
          params: { documents, backend: name },
        });
        const expectedMs = msPerDocument * documents;
        if (expectedMs > crossover.longestMs) {
          points.push({
            documents,
            queries,
            backend: name,
            elapsedMs: null,
            reason: { name: "machine.too-long", params: { expectedMs } },
          });
          continue;
        }
        const codes = firstCodes(corpus, documents);
        const limit = Math.min(crossover.limit, documents);
        const timed = await timeCase(
          measured,
          "hammingTopK",
          (backend, context) =>
            backend.hammingTopK(codes, queryCodes, limit, excluded, context),
          rules,
        );
        if (timed.elapsedMs !== null)
          msPerDocument = timed.elapsedMs / documents;
        points.push({ documents, queries, backend: name, ...timed });
      }
    }
  return points;
}
