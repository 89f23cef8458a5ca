import { expect, test } from "vitest";
import { writeNpy } from "../../../src/data/npy";
import { makeSynthetic } from "../../../src/data/synthetic";
import { sentenceOf } from "../words/textOf";
import {
  fileOf,
  npyFile,
  quietCall,
  referenceSession,
  rejectionOf,
} from "./support";

const rows = 80;
const queries = 6;
const dim = 20;
const k = 5;
const { data } = makeSynthetic({ n: rows + queries, dim, seed: 9 });
const vectors = data.slice(0, rows * dim);
const questions = data.slice(rows * dim);

/** Nearest documents by a plain loop. */
function nearest(query: number): number[] {
  const dots = Array.from({ length: rows }, (_, row) => {
    let dot = 0;
    for (let j = 0; j < dim; j++)
      dot += vectors[row * dim + j] * questions[query * dim + j];
    return dot;
  });
  return dots
    .map((_, row) => row)
    .sort((a, b) => dots[b] - dots[a])
    .slice(0, k);
}

const truth = Array.from({ length: queries }, (_, query) => nearest(query));

const neighbourFile = (lists: readonly (readonly number[])[]) =>
  fileOf(
    "neighbors.npy",
    writeNpy({
      dtype: "i8",
      shape: [lists.length, k],
      data: BigInt64Array.from(lists.flat(), BigInt),
    }),
  );

const files = (neighbours: File) => [
  npyFile("vectors.npy", [rows, dim], vectors),
  npyFile("queries.npy", [queries, dim], questions),
  neighbours,
];

async function agreementOf(
  lists: readonly (readonly number[])[],
  groundTruth: "exact" | "given" = "exact",
) {
  const session = referenceSession();
  await session.load({ files: files(neighbourFile(lists)) }, quietCall());
  const { result } = await session.run(
    {
      hash: { bits: 16, iterations: 2 },
      queries: { count: queries },
      k,
      groundTruth,
    },
    quietCall(),
  );
  return result.givenNeighbours;
}

test("neighbours that came with the queries agree with those found here", async () => {
  expect(await agreementOf(truth)).toEqual({ k, agreement: 1 });
  // One wrong neighbour of thirty.
  const wrong = truth.map((list) => [...list]);
  wrong[2][4] =
    Array.from({ length: rows }, (_, row) => row).find(
      (row) => !truth[2].includes(row),
    ) ?? 0;
  const found = await agreementOf(wrong);
  expect(found?.agreement).toBeCloseTo(29 / 30, 12);
  // They are no more right for being taken as true.
  expect(await agreementOf(wrong, "given")).toEqual(found);
});

test("with a part of the documents they are not compared, and a note says so", async () => {
  const session = referenceSession();
  const info = await session.load(
    { files: files(neighbourFile(truth)), rows: { kind: "first", count: 60 } },
    quietCall(),
  );
  expect(sentenceOf(info.notes[0])).toBe(
    "The first 60 of 80 documents were taken.",
  );
  expect(sentenceOf(info.notes[1])).toContain("is not compared");
});

test("neighbours that are no documents are refused with their place", async () => {
  const bad = truth.map((list) => [...list]);
  bad[3][1] = rows;
  const error = await rejectionOf(
    referenceSession().load({ files: files(neighbourFile(bad)) }, quietCall()),
  );
  expect(error).toMatchObject({ code: "bad-neighbours" });
  expect(error.message).toMatch(/row 3 names document 80; there are 80/);
});
