import { sentenceOf } from "../words/textOf";
import { beforeAll, describe, expect, test } from "vitest";
import { goldenJson, goldenQueries } from "../../../src/export/kits/golden";
import type { GoldenQuery } from "../../../src/export/kits/golden";
import { reverseByte } from "../../../src/numeric/codeWords";
import type {
  ParityReport,
  ParityRequest,
} from "../../../src/model/parityReport";
import { contextOf, finishedRun } from "../export/kitSupport";
import { quietCall, rejectionOf, type Session } from "./support";

const data = { n: 400, dim: 80, clusters: 12, seed: 7 };
const config = {
  hash: { bits: 64, iterations: 5 },
  protocol: "notebook-62",
  queries: { count: 10 },
  pivots: { count: 4 },
  k: 5,
  limits: [50],
  thresholds: [8],
} as const;

let session: Session;
let golden: GoldenQuery;
let mean: Float32Array;
beforeAll(async () => {
  session = await finishedRun(data, config);
  const context = await contextOf(session, "golden", { threshold: 8 });
  [golden] = goldenQueries(context);
  mean = context.artifacts.hashArrays.mean.data;
  expect(goldenJson(context, [golden])).toContain(golden.hex);
});

const subject = () => ({ kind: "document", id: golden.id }) as const;
const check = (request: Partial<ParityRequest>): Promise<ParityReport> =>
  session.parity(
    { subject: subject(), threshold: null, ...request },
    quietCall(),
  );
const vector = () => Array.from(golden.vector);
const bytes = () =>
  Uint8Array.from({ length: 8 }, (_, i) =>
    Number.parseInt(golden.hex.slice(2 * i, 2 * i + 2), 16),
  );
const hex = (code: Uint8Array) => Buffer.from(code).toString("hex");
const stageOf = (report: ParityReport, name: string) => {
  const found = report.stages.find(({ stage }) => stage === name);
  if (!found) throw new Error(`no stage ${name}`);
  return found;
};

test("golden vectors are found equal at every stage", async () => {
  const report = await check({
    vector: vector(),
    code: golden.hex,
    pivotDistances: golden.values,
    ids: golden.all.ids,
  });
  expect(report.stages.map(({ verdict }) => verdict)).toEqual([
    "same",
    "same",
    "same",
    "same",
  ]);
  expect(report.firstDifference).toBeNull();
  const filtered = await check({
    ids: golden.filtered?.ids ?? [],
    threshold: 8,
  });
  expect(stageOf(filtered, "ids").verdict).toBe("same");
});

test("without a subject the nearest is taken, by vector or by code", async () => {
  for (const part of [{ vector: vector() }, { code: golden.hex }]) {
    const report = await check({ ...part, subject: null });
    expect(report.guessed).toBe(true);
    expect(report.subject.id).toBe(golden.id);
  }
});

describe("vectors", () => {
  test.each<[string, () => number[], RegExp]>([
    [
      "not normalised",
      () => vector().map((x) => 3 * x),
      /not normalised: its length is 3\.000, not 1\. Scaled to length 1 it is the right vector/,
    ],
    [
      "of other dimensions",
      () => vector().slice(1),
      /79 dimensions, the data set 80/,
    ],
    ["of NaN", () => vector().fill(NaN, 4, 5), /value 4 is no finite number/],
    [
      "centred already",
      () => {
        const centred = vector().map((x, j) => x - mean[j]);
        const norm = Math.hypot(...centred);
        return centred.map((x) => x / norm);
      },
      /mean subtracted already/,
    ],
    ["of something else", () => vector().reverse(), /another vector \(cosine/],
  ])("%s", async (_, given, finding) => {
    const report = await check({ vector: given() });
    expect(report.firstDifference).toBe("vector");
    expect(sentenceOf(stageOf(report, "vector").finding)).toMatch(finding);
  });

  test("half precision is rounding, and its code is checked on the way", async () => {
    const given = vector().map((x) => Math.round(x * 400) / 400);
    const norm = Math.hypot(...given);
    const report = await check({ vector: given.map((x) => x / norm) });
    expect(stageOf(report, "vector").verdict).toBe("within-rounding");
    expect(sentenceOf(stageOf(report, "code").finding)).toMatch(
      /^No code was given/,
    );
  });
});

describe("codes", () => {
  test.each<[string, () => string, RegExp]>([
    [
      "a flipped bit",
      () => {
        const code = bytes();
        code[2] ^= 0x10;
        return hex(code);
      },
      /^Bit 19 of 64 differs\. Its projection is .*: not rounding, but a flipped bit\./,
    ],
    [
      "two flipped bits",
      () => {
        const code = bytes();
        code[0] ^= 0x81;
        return hex(code);
      },
      /^Bits 0, 7 of 64 differ \(2\)\./,
    ],
    [
      "FAISS's bit order",
      () => hex(bytes().map(reverseByte)),
      /bits of each byte in the other order/,
    ],
    [
      "little-endian words",
      () => hex(bytes().reverse()),
      /bytes of each 64-bit word in the other order/,
    ],
    [
      "inverted bits",
      () => hex(bytes().map((byte) => ~byte)),
      /every bit inverted/,
    ],
    [
      "too few digits",
      () => golden.hex.slice(2),
      /14 hex digits \(56 bits\), the hash 16 \(64 bits\)/,
    ],
    ["no hex", () => "hello", /neither hex nor the digits/],
  ])("%s", async (_, code, finding) => {
    const report = await check({ code: code() });
    expect(report.firstDifference).toBe("code");
    expect(sentenceOf(stageOf(report, "code").finding)).toMatch(finding);
  });

  test("the digits 0 and 1 are the same code", async () => {
    const digits = Array.from(bytes(), (byte) =>
      byte.toString(2).padStart(8, "0"),
    ).join("");
    expect(stageOf(await check({ code: digits }), "code").verdict).toBe("same");
  });

  test.each([
    ["without subtracting the mean", (x: number) => x, true],
    [
      "of an unnormalised vector \\(here \\d+ times as long\\)",
      (x: number) => 10 * x,
      false,
    ],
  ])("a code %s is named", async (what, change, dropsMean) => {
    const artifacts = await session.artifacts(null, quietCall());
    const pca = artifacts.hashArrays.pca.data;
    const rotation = artifacts.hashArrays.rotation.data;
    const bits = 64;
    const principal = new Float64Array(bits);
    vector().forEach((x, i) => {
      const centred = change(x) - (dropsMean ? 0 : mean[i]);
      for (let j = 0; j < bits; j++)
        principal[j] += centred * pca[i * bits + j];
    });
    let digits = "";
    for (let j = 0; j < bits; j++) {
      let z = 0;
      for (let i = 0; i < bits; i++) z += principal[i] * rotation[i * bits + j];
      digits += z > 0 ? "1" : "0";
    }
    const { finding } = stageOf(await check({ code: digits }), "code");
    expect(sentenceOf(finding)).toMatch(new RegExp(what));
  });
});

describe("pivot distances and answers", () => {
  test.each<[string, () => number[], RegExp]>([
    [
      "one too few",
      () => golden.values.slice(1),
      /3 distances are given, there are 4 pivots/,
    ],
    [
      "another order",
      () => [...golden.values.slice(1), golden.values[0]],
      /pivots are ordered differently/,
    ],
    [
      "another number",
      () => golden.values.map((d, p) => (p === 2 ? d + 1 : d)),
      /Pivot 2: \d+, not \d+\./,
    ],
  ])("%s", async (_, given, finding) => {
    const report = await check({ pivotDistances: given() });
    expect(report.firstDifference).toBe("pivot-distances");
    expect(sentenceOf(stageOf(report, "pivot-distances").finding)).toMatch(
      finding,
    );
  });

  test("equal distances in another order are rounding, another document is not", async () => {
    const { ids, distances } = golden.all;
    const tie = distances.findIndex((d, i) => d === distances[i + 1]);
    const swapped = [...ids];
    [swapped[tie], swapped[tie + 1]] = [ids[tie + 1], ids[tie]];
    expect(stageOf(await check({ ids: swapped }), "ids")).toMatchObject({
      verdict: "within-rounding",
    });
    const late = [ids[ids.length - 1], ...ids.slice(1)];
    const wrong = await check({ ids: late });
    expect(wrong.firstDifference).toBe("ids");
    expect(sentenceOf(stageOf(wrong, "ids").finding)).toMatch(
      /^Rank 1: document \d+ \(distance \d+\), not/,
    );
  });

  test("a document that the filter drops, and one that is not there", async () => {
    const kept = new Set(golden.filtered?.ids);
    const dropped = golden.all.ids.find((id) => !kept.has(id));
    if (dropped === undefined) throw new Error("the filter drops nobody");
    const report = await check({ ids: [dropped], threshold: 8 });
    expect(sentenceOf(stageOf(report, "ids").finding)).toMatch(
      /does not pass the pivot filter/,
    );
    const absent = await check({ ids: [100_000] });
    expect(sentenceOf(stageOf(absent, "ids").finding)).toMatch(
      /not among the documents/,
    );
  });
});

test("nothing given, and a document that is not there, are refused", async () => {
  expect((await rejectionOf(check({}))).message).toMatch(/Nothing to compare/);
  const stranger = { kind: "document", id: 4000 } as const;
  const failure = await rejectionOf(check({ code: "00", subject: stranger }));
  expect(failure.message).toMatch(/no document 4000/);
});
