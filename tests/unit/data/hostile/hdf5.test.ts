import { expect, test } from "vitest";
import { openTable } from "../../../../src/data/tables/openTable";
import {
  all,
  bytesOf,
  context,
  expected,
  fileOf,
  refusalOf,
  rowsOf,
} from "../tables/formatFiles";

const everyRow = Array.from({ length: expected.rows }, (_, row) => row);

test.each(["little", "big", "big4"])(
  "floats as h5py writes them, %s: every value and chosen rows",
  async (column) => {
    const table = await openTable(fileOf("half.hdf5"));
    const { data } = await table.readVectors(column, all, context);
    expect(data).toEqual(rowsOf(everyRow));
    const drawn = await table.readVectors(
      column,
      { kind: "random", count: expected.drawn.length, seed: 7 },
      context,
    );
    expect(drawn.data).toEqual(rowsOf(expected.drawn));
    await table.preview(3);
    table.close();
  },
);

test("a neighbour of 2^32 is refused, not wrapped", async () => {
  const { code, fault } = await refusalOf(
    fileOf("half.hdf5"),
    "wide",
    "integers",
  );
  expect(code).toBe("bad-neighbours");
  expect(fault.params).toMatchObject({ value: "4294967296" });
});

test("no trace of the library reaches a person, wherever bytes are damaged", async () => {
  const whole = bytesOf("ann.hdf5");
  let refused = 0;
  for (let at = 8; at < whole.length; at += 61) {
    const damaged = whole.slice();
    damaged.fill(0xa5, at, at + 16);
    for (const column of ["train", "neighbors"] as const) {
      try {
        const table = await openTable(fileOf("damaged.hdf5", damaged));
        if (table.columns.some(({ name }) => name === column))
          await (column === "train"
            ? table.readVectors(column, all, context)
            : table.readIntegers(column, all, context));
        table.close();
      } catch (error) {
        refused++;
        const refusal = await refusalOf(
          fileOf("damaged.hdf5", damaged),
          column,
          column === "train" ? "vectors" : "integers",
        );
        expect(String(error)).not.toMatch(/HDF5-DIAG|\.c line/);
        expect(refusal.message).not.toMatch(/HDF5-DIAG|\.c line|#000/);
      }
    }
  }
  expect(refused).toBeGreaterThan(10);
}, 60_000);
