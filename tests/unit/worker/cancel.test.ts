import { languages } from "../../../src/words/languages";
import { progressLabel } from "../../../src/words/progress";
import { describe, expect, test } from "vitest";
import { CancelledError } from "../../../src/compute/backend";
import type { CallContext } from "../../../src/worker/progress";
import { corpusFile, int64, npyFiles } from "./parameterFiles";
import {
  openSmall,
  quietCall,
  rejectionOf,
  reportingBackend,
  type Session,
  smallConfig,
} from "./support";
import type { StageName, Progress } from "../../../src/model/stages";

/** A call that is cancelled when `stage` first reports. */
function cancelAt(
  stage: StageName,
): CallContext & { readonly reports: Progress[] } {
  const controller = new AbortController();
  const reports: Progress[] = [];
  return {
    signal: controller.signal,
    reports,
    onProgress: (progress) => {
      reports.push(progress);
      if (progress.stage === stage) controller.abort();
    },
  };
}

const stages: readonly StageName[] = [
  "ground-truth",
  "moments",
  "eigenvectors",
  "rotation",
  "encode",
  "pivots",
  "surface",
];

/** Other queries leave the corpus: every stage has to be done again. */
const otherConfig = { ...smallConfig, queries: { count: 20, seed: 7 } };

/** Everything that the session says of its last run. */
async function answers(session: Session) {
  const call = quietCall();
  const { elapsedMs, ...found } = await session.search(
    { source: { kind: "document", id: 5 }, threshold: 3, limit: 20, k: 5 },
    call,
  );
  expect(elapsedMs).toBeGreaterThanOrEqual(0);
  return {
    report: await session.report({ limits: [10, 40] }, call),
    artifacts: await session.artifacts(null, call),
    documents: await session.documents(
      { kind: "document", filter: "", offset: 0, count: 3 },
      call,
    ),
    found,
  };
}

describe.each(stages)("cancelled at %s", (stage) => {
  test("the run rejects there, and the former one still answers", async () => {
    const session = await openSmall(reportingBackend());
    await session.run(smallConfig, quietCall());
    const before = await answers(session);
    const call = cancelAt(stage);
    const failure = await rejectionOf(session.run(otherConfig, call));
    expect(failure).toBeInstanceOf(CancelledError);
    // Nothing went on behind it.
    expect(call.reports[call.reports.length - 1].stage).toBe(stage);
    expect(await answers(session)).toEqual(before);
  });

  test("a later run is what it would have been", async () => {
    const session = await openSmall(reportingBackend());
    await rejectionOf(session.run(otherConfig, cancelAt(stage)));
    const view = await session.run(otherConfig, quietCall());
    const fresh = await openSmall(reportingBackend());
    const expected = await fresh.run(otherConfig, quietCall());
    expect(view.result.rows).toEqual(expected.result.rows);
    expect(view.curve).toEqual(expected.curve);
    // Stages before the cancelled one were kept, that one was not.
    expect(view.result.cachedStages).toEqual([
      "split",
      ...stages.slice(0, stages.indexOf(stage)),
    ]);
  });
});

test("a first run that is cancelled leaves the data set to run again", async () => {
  const session = await openSmall(reportingBackend());
  await rejectionOf(session.run(smallConfig, cancelAt("encode")));
  expect(
    (await rejectionOf(session.artifacts(null, quietCall()))).message,
  ).toBe("Nothing has been evaluated yet.");
  const view = await session.run(smallConfig, quietCall());
  expect(view.result.rows.length).toBe(3);
});

test("cancelling cosine pivots is heard as well", async () => {
  const session = await openSmall(reportingBackend());
  const failure = await rejectionOf(
    session.run(
      { ...smallConfig, protocol: "notebook-67", thresholds: [0.1] },
      cancelAt("pivots"),
    ),
  );
  expect(failure).toBeInstanceOf(CancelledError);
});

test("cancelling the opening of files keeps the former data set and run", async () => {
  const session = await openSmall(reportingBackend());
  await session.run(smallConfig, quietCall());
  const before = await answers(session);
  const failure = await rejectionOf(
    session.load({ files: [corpusFile] }, cancelAt("load")),
  );
  expect(failure).toBeInstanceOf(CancelledError);
  expect(await answers(session)).toEqual(before);
});

describe("a call that was cancelled and comes to its end all the same", () => {
  /** Aborted from the first; the reference backend computes without a look at it. */
  const abandoned: CallContext = {
    signal: AbortSignal.abort(),
    onProgress: () => undefined,
  };

  test.each([
    ["run", (session: Session) => session.run(otherConfig, abandoned)],
    [
      "load",
      (session: Session) => session.load({ files: [corpusFile] }, abandoned),
    ],
    [
      "importParameters",
      (session: Session) =>
        session.importParameters(
          { files: npyFiles({ query_ids: int64(3, 1, 4) }) },
          abandoned,
        ),
    ],
    [
      "device",
      (session: Session) => session.device({ device: "cpu" }, abandoned),
    ],
  ])("changes nothing: %s", async (_, call) => {
    const session = await openSmall();
    await session.run(smallConfig, quietCall());
    const before = await answers(session);
    await rejectionOf(call(session));
    expect(await answers(session)).toEqual(before);
    const { result } = await session.run(smallConfig, quietCall());
    expect(result.imported).toEqual([]);
    expect(result.cachedStages).toContain("surface");
  });
});

test("a run reports its stages in order, each to its end", async () => {
  const session = await openSmall(reportingBackend());
  const { reports, ...call } = quietCall();
  await session.run(smallConfig, call);
  const seen = reports.map((progress) => progress.stage);
  expect(seen.filter((stage, i) => stage !== seen[i - 1])).toEqual(stages);
  for (const stage of stages) {
    const own = reports.filter((progress) => progress.stage === stage);
    const last = own[own.length - 1];
    expect(last.done).toBe(last.total);
    expect(progressLabel(languages.en, last)).not.toBe("");
    expect(last.unit).not.toBe("");
  }
});
