import fc from "fast-check";
import { expect, test } from "vitest";
import { DataError } from "../../../../src/data/dataError";
import { readFaissTransform } from "../../../../src/data/faissTransform";
import { readPickle } from "../../../../src/data/pickle";
import { openTable } from "../../../../src/data/tables/openTable";
import { wordedDataError } from "../catchDataError";
import { all, bytesOf, context, fileOf } from "../tables/formatFiles";
import { floatBytes, npyOf } from "./npyBytes";
import { zipOf } from "./zipBytes";

/** BITSIEVE_FUZZ_CASES asks for more of each reader, BITSIEVE_FUZZ_SEED for others. */
const numRuns = Number(process.env["BITSIEVE_FUZZ_CASES"] ?? 170);
const seed = Number(process.env["BITSIEVE_FUZZ_SEED"] ?? 14);
const mostMs = 5000;

/** Opens and reads all that a file offers; a refusal must be one for a person. */
async function readAll(name: string, bytes: Uint8Array<ArrayBuffer>) {
  const started = performance.now();
  try {
    const table = await openTable(fileOf(name, bytes));
    try {
      await table.preview(3);
      for (const column of table.columns)
        if (column.kind === "vector")
          await table.readVectors(column.name, all, context);
        else if (column.kind === "integers")
          await table.readIntegers(column.name, all, context);
        else if (column.kind === "text")
          await table.readTexts([column.name], all, context);
    } finally {
      table.close();
    }
  } catch (error) {
    // Its code, its words and its hint are asserted there.
    expect(wordedDataError(error).message.length).toBeLessThan(5000);
  }
  expect(performance.now() - started).toBeLessThan(mostMs);
}

/** Changes of the bytes of a file that is right: lengths, counts and texts among them. */
const changes = fc.array(
  fc.record({
    place: fc.double({ min: 0, max: 1, noNaN: true, maxExcluded: true }),
    bytes: fc.oneof(
      fc.uint8Array({ minLength: 1, maxLength: 9 }),
      fc.constantFrom(
        Uint8Array.of(0xff, 0xff, 0xff, 0xff),
        Uint8Array.of(0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff, 0xff),
        Uint8Array.of(0, 0, 0, 0, 0, 0, 0, 0),
        Uint8Array.of(0xff, 0xff, 0xff, 0x7f),
      ),
    ),
    kind: fc.constantFrom("replace", "insert", "cut"),
  }),
  { minLength: 1, maxLength: 4 },
);

type Changes = typeof changes extends fc.Arbitrary<infer T> ? T : never;

function changed(
  whole: Uint8Array<ArrayBuffer>,
  list: Changes,
): Uint8Array<ArrayBuffer> {
  let bytes = whole;
  for (const { place, bytes: piece, kind } of list) {
    const at = Math.floor(place * bytes.length);
    const rest = { replace: at + piece.length, insert: at, cut: Infinity }[
      kind
    ];
    bytes = new Uint8Array(
      Buffer.concat([bytes.subarray(0, at), piece, bytes.subarray(rest)]),
    );
  }
  return bytes;
}

const asserted = <T>(
  cases: fc.Arbitrary<T>,
  holds: (value: T) => Promise<void>,
) => fc.assert(fc.asyncProperty(cases, holds), { numRuns, seed });

test.each([
  "f4.npy",
  "f4-fortran.npy",
  "plain.npz",
  "packed.npz",
  "arrays.safetensors",
  "rows.fvecs",
  "half.hdf5",
  "zstd.parquet",
  "none.parquet",
])(
  "%s with bytes changed, put in or cut off is read or refused, soon",
  async (name) => {
    const whole = bytesOf(name);
    await asserted(changes, (list) => readAll(name, changed(whole, list)));
    // These cases crash no library, which the tests that share it rely on.
    if (process.env["BITSIEVE_FUZZ_CASES"] === undefined)
      (await openTable(fileOf(name, whole))).close();
  },
  120_000,
);

const size = fc.oneof(
  fc.nat(4),
  fc.constantFrom("9007199254740993", "1000000000000000", "4294967296", "-1"),
);

test(
  "an .npy of any shape, type and length, alone and in an .npz",
  () =>
    asserted(
      fc.record({
        shape: fc.array(size, { maxLength: 5 }),
        descr: fc.constantFrom("<f4", ">f8", "|u1", "<i8", "<f2", "|O", "<U4"),
        values: fc.array(fc.float(), { maxLength: 8 }),
        deflated: fc.boolean(),
        crc: fc.option(fc.nat(), { nil: undefined }),
        sizeBytes: fc.option(fc.nat(0x7fffffff), { nil: undefined }),
        entries: fc.option(fc.nat(0xffff), { nil: undefined }),
      }),
      async ({ shape, descr, values, deflated, crc, sizeBytes, entries }) => {
        const content = npyOf(
          `(${shape.map((side) => `${side},`).join(" ")})`,
          floatBytes(...values),
          { descr },
        );
        await readAll("a.npy", content);
        const member = { name: "a.npy", content, deflated };
        await readAll("a.npz", zipOf([member]));
        await readAll(
          "a.npz",
          zipOf(
            [
              {
                ...member,
                ...(crc !== undefined && { crc }),
                ...(sizeBytes !== undefined && { sizeBytes }),
              },
            ],
            entries === undefined ? {} : { entries },
          ),
        );
      },
    ),
  120_000,
);

test(
  "any records, as JSON Lines, as JSON, and texts as CSV",
  () =>
    asserted(
      fc.tuple(fc.array(fc.jsonValue(), { maxLength: 6 }), fc.string()),
      async ([values, text]) => {
        const lines = values.map((value) => JSON.stringify(value)).join("\n");
        const encode = (content: string) => new TextEncoder().encode(content);
        await readAll("a.jsonl", encode(lines + text));
        await readAll("a.json", encode(JSON.stringify(values)));
        await readAll("a.csv", encode(`text,${text}\n${lines}`));
      },
    ),
  120_000,
);

test(
  "any instructions as a pickle, any bytes as a transform",
  () =>
    asserted(fc.uint8Array({ maxLength: 60 }), (bytes) => {
      const refused = (read: () => unknown) => {
        try {
          read();
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
        }
      };
      refused(() => readPickle(Uint8Array.of(0x80, 4, ...bytes), "a.pkl"));
      refused(() =>
        readFaissTransform(
          Uint8Array.of(...Buffer.from("LTra"), ...bytes),
          "a.transform",
        ),
      );
      return Promise.resolve();
    }),
  120_000,
);
