import { expect, test } from "vitest";
import { DataError } from "../../../src/data/dataError";
import { boundedDetail } from "../../../src/model/boundedDetail";
import { faultOf } from "../../../src/model/fault";

test("what is short stays as it is", () => {
  const params = { file: "a.csv", columns: ["a", "b"], rows: 3, place: null };
  expect(boundedDetail(params)).toEqual(params);
});

test("no error tells more than a person can read", () => {
  const columns = Array.from({ length: 300_000 }, (_, i) => `column ${i}`);
  const error = new DataError("no-column", "data.no-such-column", {
    file: "f".repeat(5000),
    column: "c".repeat(1e6),
    columns,
  });
  expect(error.message.length).toBeLessThan(10_000);
  expect(JSON.stringify(error.fault).length).toBeLessThan(10_000);
  const foreign = faultOf(new Error("x".repeat(1e7)));
  expect(JSON.stringify(foreign).length).toBeLessThan(1000);
});
