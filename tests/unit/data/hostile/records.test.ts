import { expect, test } from "vitest";
import { fileOf, refusalOf } from "../tables/formatFiles";

const lines = (count: number, lineOf: (row: number) => unknown) =>
  Array.from({ length: count }, (_, row) => JSON.stringify(lineOf(row))).join(
    "\n",
  );

const itemOf = async (name: string, text: string, column?: string) => {
  const { fault, message } = await refusalOf(
    fileOf(name, text),
    column,
    "texts",
  );
  expect(message.length).toBeLessThan(1000);
  return fault.params;
};

test("records with a key each are refused before a table is made of them", async () => {
  const text = lines(30_000, (row) => ({ text: "a b", [`key ${row}`]: 1 }));
  expect(await itemOf("keys.jsonl", text, "text")).toMatchObject({
    item: "columns",
  });
});

test("a line of commas has too many columns, told in a line", async () => {
  expect(await itemOf("commas.csv", ",".repeat(300_000))).toMatchObject({
    item: "columns",
    asked: 300_001,
  });
});

test("a text that no document is as long as", async () => {
  const text = JSON.stringify({ text: "word ".repeat(4_000_000) });
  expect(await itemOf("long.jsonl", text)).toMatchObject({
    item: "characters",
  });
  expect(await itemOf("long.json", `[${text}]`)).toMatchObject({
    item: "characters",
  });
});

test.each([2 ** 31, 2 ** 32, -(2 ** 40)])(
  "a neighbour %d is refused, not wrapped",
  async (value) => {
    const text = lines(4, () => ({ neighbours: [1, value] }));
    const { code } = await refusalOf(
      fileOf("n.jsonl", text),
      "neighbours",
      "integers",
    );
    expect(code).toBe("bad-neighbours");
  },
);
