import { expect, test } from "vitest";
import { openTable } from "../../../../src/data/tables/openTable";
import { all, context, fileOf, refusalOf } from "../tables/formatFiles";
import { floatBytes, npyOf } from "./npyBytes";

test("a legal header of 70 kB is read", async () => {
  const values = floatBytes(1, 2, 3, 4, 5, 6);
  const file = npyOf("(2, 3)", values, { headerBytes: 70_000 });
  const table = await openTable(fileOf("long.npy", file));
  const { data, rows, dim } = await table.readVectors("array", all, context);
  expect([rows, dim, ...data]).toEqual([2, 3, 1, 2, 3, 4, 5, 6]);
});

test("rows without a width are refused at once, however many", async () => {
  const { code, fault } = await refusalOf(
    fileOf("wide.npy", npyOf("(1000000000000000, 0)")),
  );
  expect(code).toBe("empty");
  expect(fault).toEqual({
    name: "data.nothing-to-search",
    params: { file: "wide.npy", rows: 1e15, dim: 0 },
  });
});

test("sizes beyond all numbers beside a zero are no bytes", async () => {
  const huge = "9007199254740991, ".repeat(30);
  const { fault } = await refusalOf(
    fileOf("huge.npy", npyOf(`(${huge}0)`, undefined, { headerBytes: 2000 })),
  );
  expect(fault.name).toBe("data.no-matrix");
});

test.each([
  [
    "header-bytes",
    npyOf("(1, 1)", floatBytes(1), {
      headerBytes: 70_000,
      declaredBytes: 0xffffffff,
    }),
  ],
  ["axes", npyOf(`(${"1, ".repeat(65)})`, floatBytes(1), { headerBytes: 500 })],
] as const)("more %s than any array has are refused", async (item, bytes) => {
  const { code, fault } = await refusalOf(fileOf("much.npy", bytes));
  expect(code).toBe("too-large");
  expect(fault).toMatchObject({ name: "data.over-budget", params: { item } });
});
