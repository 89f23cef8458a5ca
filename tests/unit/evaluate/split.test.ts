import { expect, test } from "vitest";
import {
  splitInCorpus,
  splitQuerySet,
  splitRemoved,
} from "../../../src/evaluate/split";

const asks = Int32Array.of(4, 1);

test("queries in the corpus are left out by their own row", () => {
  expect(splitInCorpus(asks)).toEqual({
    source: "corpus",
    corpusIds: null,
    queryIds: asks,
    excludedRows: asks,
  });
});

test("removed queries leave the rest in order, and none to leave out", () => {
  expect(splitRemoved(6, asks)).toEqual({
    source: "removed",
    corpusIds: Int32Array.of(0, 2, 3, 5),
    queryIds: asks,
    excludedRows: Int32Array.of(-1, -1),
  });
});

test("a query set asks the whole corpus", () => {
  expect(splitQuerySet(asks)).toEqual({
    source: "query-set",
    corpusIds: null,
    queryIds: asks,
    excludedRows: Int32Array.of(-1, -1),
  });
});
