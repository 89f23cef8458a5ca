import { describe, expect, test } from "vitest";
import { openTable } from "../../../../src/data/tables/openTable";
import { readMembers } from "../../../../src/worker/importing/members";
import { awaitDataError } from "../catchDataError";
import { all, context, fileOf, refusalOf } from "../tables/formatFiles";
import { floatBytes, npyOf } from "./npyBytes";
import { type WrittenMember, type WrittenZip, zipOf } from "./zipBytes";

const array = npyOf("(2, 2)", floatBytes(1, 2, 3, 4));
const vectors: WrittenMember = { name: "vectors.npy", content: array };

async function problemOf(
  members: readonly WrittenMember[],
  options?: WrittenZip,
) {
  const { fault } = await refusalOf(fileOf("a.npz", zipOf(members, options)));
  if (fault.name !== "data.zip-malformed") return fault;
  return fault.params.problem;
}

test.each([false, true])(
  "what is written so is read, deflated %s",
  async (deflated) => {
    const bytes = zipOf([
      { ...vectors, deflated },
      { name: "b.txt", content: array },
    ]);
    const table = await openTable(fileOf("a.npz", bytes));
    await table.preview(1);
    for (let time = 0; time < 2; time++) {
      const { data } = await table.readVectors("vectors", all, context);
      expect([...data]).toEqual([1, 2, 3, 4]);
    }
    const last = await table.readVectors(
      "vectors",
      { kind: "first", count: 1 },
      context,
    );
    expect([...last.data]).toEqual([1, 2]);
    table.close();
  },
);

describe("an archive that lies is refused by what is wrong", () => {
  test.each<[string, readonly WrittenMember[], WrittenZip?]>([
    ["checksum", [{ ...vectors, crc: 7 }]],
    ["checksum", [{ ...vectors, deflated: true, crc: 7 }]],
    ["size", [{ ...vectors, deflated: true, sizeBytes: 1 << 30 }]],
    ["size", [{ ...vectors, sizeBytes: 100 }]],
    ["name-twice", [vectors, vectors]],
    ["encrypted", [{ ...vectors, flags: 1 }]],
    ["local-header", [{ ...vectors, localName: "victory.npy" }]],
    ["no-end", [vectors], { after: Uint8Array.of(0) }],
    ["directory", [vectors], { directoryFrom: 1 }],
    ["directory", [vectors], { entries: 0 }],
  ])("%s", async (problem, members, options) => {
    expect(await problemOf(members, options)).toBe(problem);
  });

  test("a member that ends early", async () => {
    const longer = npyOf("(2, 3)", floatBytes(1, 2, 3, 4));
    const fault = await problemOf([
      {
        name: "a.npy",
        content: longer,
        deflated: true,
        sizeBytes: array.length + 8,
      },
    ]);
    expect(fault).toBe("size");
  });
});

test("more members than a page can show are refused before any is opened", async () => {
  const content = npyOf("(1, 1)", floatBytes(1));
  const many = (count: number) =>
    zipOf(
      Array.from({ length: count }, (_, i) => ({ name: `${i}.npy`, content })),
    );
  expect(await problemOf([], { entries: 20_000 })).toMatchObject({
    params: { item: "members", asked: 20_000 },
  });
  const { fault } = await refusalOf(fileOf("many.npz", many(3000)));
  expect(fault).toMatchObject({ params: { item: "arrays", asked: 3000 } });
});

test("a gigabyte in a megabyte is opened by its header alone", async () => {
  const rows = 1 << 22;
  const content = npyOf(`(${rows}, 64)`, new Uint8Array(rows * 64 * 4));
  const file = fileOf(
    "large.npz",
    zipOf([{ name: "a.npy", content, deflated: true }]),
  );
  expect(file.size).toBeLessThan(1 << 20);
  const started = performance.now();
  const table = await openTable(file);
  await table.preview(5);
  expect(table.columns[0].rows).toBe(rows);
  expect(performance.now() - started).toBeLessThan(2000);
});

test("archives in archives are unpacked some deep and then refused", async () => {
  let bytes = zipOf([{ name: "pivots.npy", content: array }]);
  for (let depth = 0; depth < 3; depth++)
    bytes = zipOf([{ name: "a.npz", content: bytes, deflated: true }]);
  const { arrays } = await readMembers([fileOf("a.zip", bytes)]);
  expect([...arrays.keys()]).toEqual(["pivots"]);
  for (let depth = 0; depth < 3000; depth++)
    bytes = zipOf([{ name: "a.npz", content: bytes }]);
  const { fault } = await awaitDataError(readMembers([fileOf("a.zip", bytes)]));
  expect(fault).toMatchObject({ params: { item: "depth" } });
});
