import { expect } from "vitest";
import type { EvaluationRow } from "../../../src/model/evaluationRow";
import { readdirSync, readFileSync } from "node:fs";
import { gunzipSync } from "node:zlib";
import type { PartialConfig } from "../../../src/model/run/configuration";
import type { RunResult } from "../../../src/model/run/result";
import {
  fileOf,
  quietCall,
  referenceSession,
  type Session,
} from "../worker/support";

const FOLDER = new URL("../../fixtures/before/", import.meta.url);

/** results/NAME.json: what was asked of the version before, and its answer. */
export interface StoredRun {
  /** As given to `window.bitsieve.run`. */
  readonly config: PartialConfig;
  /** Whether a query set was open beside the documents. */
  readonly hasQuerySet: boolean;
  /** Whether the arrays of `parameters/hamming-max` were imported first. */
  readonly imported: boolean;
  readonly result: RunResult;
}

/** Bytes of a file below tests/fixtures/before. */
export function bytesOf(path: string): Uint8Array<ArrayBuffer> {
  return new Uint8Array(readFileSync(new URL(path, FOLDER)));
}

/** A file below tests/fixtures/before, under its last name. */
export function storedFile(path: string): File {
  return fileOf(path.slice(path.lastIndexOf("/") + 1), bytesOf(path));
}

/** A JSON file that the generating script wrote; its shape is not checked again. */
function storedJson(path: string): unknown {
  return JSON.parse(new TextDecoder().decode(bytesOf(path)));
}

/** Names of all stored runs. */
export const storedRunNames: readonly string[] = readdirSync(
  new URL("results/", FOLDER),
).map((file) => file.replace(".json", ""));

export function storedRun(name: string): StoredRun {
  return storedJson(`results/${name}.json`) as StoredRun;
}

/** Location hashes by the name of the run. */
export const storedLinks = storedJson("links.json") as Readonly<
  Record<string, string>
>;

/** The exported record of a run, as JSON text. */
export function storedRecord(name: string): string {
  const zipped = bytesOf(`records/${name}.bitsieve-run.json.gz`);
  return new TextDecoder().decode(gunzipSync(zipped));
}

/** The `.npz` with every array of a run and its metadata. */
export function fullExport(name: string): string {
  return `parameters/${name}/synthetic-300x32-32bits-8pivots.npz`;
}

/** A session with the data that a stored run was made of. */
export async function sessionFor({ hasQuerySet }: StoredRun): Promise<Session> {
  const session = referenceSession();
  const files = [
    "synthetic-300x32.npy",
    ...(hasQuerySet ? ["queries.npy"] : []),
  ].map(storedFile);
  await session.load({ files }, quietCall());
  return session;
}

/** Mean, pca and rotation of a stored run, so that no round-off of a fit matters. */
export function fitFiles(name: string): File[] {
  return ["mean", "pca", "rotation"].map((role) =>
    storedFile(`parameters/${name}/${role}.npy`),
  );
}

/** Texts of an exported kit by file name; `expected.csv` is the same in all SQL kits of a run. */
export function storedKit(name: string, kind: string): Map<string, string> {
  const paths = readdirSync(new URL(`kits/${name}/${kind}`, FOLDER)).map(
    (file) => `kits/${name}/${kind}/${file}`,
  );
  if (kind !== "modules") paths.push(`kits/${name}/expected.csv`);
  return new Map(
    paths.map((path) => [
      path.slice(path.lastIndexOf("/") + 1),
      new TextDecoder().decode(bytesOf(path)),
    ]),
  );
}

/**
 * Rows without the intervals: their design effect is estimated otherwise since,
 * as docs/method.md says. They are tested by themselves.
 */
export function withoutIntervals(rows: readonly EvaluationRow[]) {
  return rows.map(({ filterRecallLow, filterRecallHigh, recall, ...row }) => {
    expect(filterRecallLow).toBeLessThanOrEqual(row.filterRecall);
    expect(filterRecallHigh).toBeGreaterThanOrEqual(row.filterRecall);
    return {
      ...row,
      recall: recall.map(({ low, high, ...at }) => {
        expect(low).toBeLessThanOrEqual(at.expected);
        expect(high).toBeGreaterThanOrEqual(at.expected);
        return at;
      }),
    };
  });
}
