import * as v from "valibot";
import { describe, expect, test } from "vitest";
import {
  count,
  fitTo,
  isJsonObject,
  itemsThatFit,
  jsonObjectOf,
} from "../../../src/model/json";

const entry = jsonObjectOf({
  name: v.string("text"),
  size: count,
  inner: v.optional(jsonObjectOf({ list: v.array(count, "list") })),
});

describe("a value compared with a schema", () => {
  test("gives the fields that are named, and no others", () => {
    const value = { name: "a", size: 0, more: true };
    expect(fitTo(entry, value)).toEqual({
      fits: true,
      value: { name: "a", size: 0 },
    });
    expect(value).toEqual({ name: "a", size: 0, more: true });
  });

  test.each<[unknown, string, unknown, string]>([
    [null, "", null, "object"],
    [[], "", [], "object"],
    ["a", "", "a", "object"],
    [{ size: 1 }, "name", undefined, "text"],
    [{ name: 3, size: 1 }, "name", 3, "text"],
    [{ name: "a", size: -1 }, "size", -1, "count"],
    [{ name: "a", size: 1.5 }, "size", 1.5, "count"],
    [{ name: "a", size: "1" }, "size", "1", "count"],
    [{ name: "a", size: 1, inner: [] }, "inner", [], "object"],
    [{ name: "a", size: 1, inner: null }, "inner", null, "object"],
    [{ name: "a", size: 1, inner: { list: {} } }, "inner.list", {}, "list"],
    [
      { name: "a", size: 1, inner: { list: [1, "b"] } },
      "inner.list[1]",
      "b",
      "count",
    ],
  ])(
    "%j names the first place that does not fit",
    (json, path, value, expected) => {
      expect(fitTo(entry, json)).toEqual({
        fits: false,
        path,
        value,
        expected,
      });
    },
  );
});

test("of a list the items that fit are kept, in order", () => {
  const items = [
    { name: "a", size: 1 },
    7,
    { name: "b" },
    { name: "c", size: 2 },
  ];
  expect(itemsThatFit(entry, items)).toEqual([items[0], items[3]]);
  expect(itemsThatFit(entry, { 0: items[0] })).toEqual([]);
});

test("arrays and null are no objects", () => {
  expect([{}, [], null, "a"].map(isJsonObject)).toEqual([
    true,
    false,
    false,
    false,
  ]);
});
