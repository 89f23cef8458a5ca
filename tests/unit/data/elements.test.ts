import { describe, expect, test } from "vitest";
import { writeNpy } from "../../../src/data/npy";
import { selectRows } from "../../../src/data/rowSelection";
import { readSafetensors } from "../../../src/data/safetensors";
import { openTable } from "../../../src/data/tables/openTable";
import { awaitDataError } from "./catchDataError";
import { all, context } from "./tables/formatFiles";

interface Tensor {
  readonly dtype: string;
  readonly shape: readonly number[];
  readonly bytes: Uint8Array<ArrayBuffer>;
}

/** A .safetensors file of these tensors, as its specification says. */
function safetensorsOf(tensors: Readonly<Record<string, Tensor>>): File {
  let end = 0;
  const header = Object.fromEntries(
    Object.entries(tensors).map(([name, { dtype, shape, bytes }]) => {
      const from = end;
      end += bytes.length;
      return [name, { dtype, shape, data_offsets: [from, end] }];
    }),
  );
  const text = new TextEncoder().encode(JSON.stringify(header));
  const size = new Uint8Array(BigUint64Array.of(BigInt(text.length)).buffer);
  const contents = Object.values(tensors).map(({ bytes }) => bytes);
  return new File([size, text, ...contents], "a.safetensors");
}

const bytesOf = (...bytes: number[]) => Uint8Array.from(bytes);

describe("the arrays of a .safetensors", () => {
  test("come in every type that numpy has", async () => {
    const arrays = await readSafetensors(
      safetensorsOf({
        f16: { dtype: "F16", shape: [1], bytes: bytesOf(0, 0x3e) },
        i8: { dtype: "I8", shape: [2], bytes: bytesOf(255, 1) },
        i16: { dtype: "I16", shape: [1], bytes: bytesOf(254, 255) },
        u32: { dtype: "U32", shape: [1], bytes: bytesOf(0, 1, 0, 0) },
        u64: {
          dtype: "U64",
          shape: [1],
          bytes: bytesOf(9, 0, 0, 0, 0, 0, 0, 0),
        },
        bool: { dtype: "BOOL", shape: [1, 2], bytes: bytesOf(1, 0) },
      }),
    );
    const array = (dtype: string, shape: number[], data: unknown) => ({
      dtype,
      shape,
      fortranOrder: false,
      data,
    });
    expect(Object.fromEntries(arrays)).toEqual({
      f16: array("f2", [1], Uint16Array.of(0x3e00)),
      i8: array("i1", [2], Int8Array.of(-1, 1)),
      i16: array("i2", [1], Int16Array.of(-2)),
      u32: array("u4", [1], Uint32Array.of(256)),
      u64: array("u8", [1], BigUint64Array.of(9n)),
      bool: array("b1", [1, 2], Uint8Array.of(1, 0)),
    });
  });

  test.each(["BF16", "F8_E4M3", "constructor"])(
    "are refused as %s, which numpy has not",
    async (dtype) => {
      const bytes = bytesOf(...(dtype === "BF16" ? [0, 0] : [0]));
      const error = await awaitDataError(
        readSafetensors(safetensorsOf({ mean: { dtype, shape: [1], bytes } })),
      );
      expect(error.code).toBe("wrong-dtype");
      expect(error.message).toBe(
        `a.safetensors is not a readable .safetensors file: “mean” is ${dtype}.`,
      );
    },
  );

  test("of a type that is not known stand in the table, unread", async () => {
    const table = await openTable(
      safetensorsOf({
        odd: { dtype: "constructor", shape: [1, 1], bytes: bytesOf(7) },
      }),
    );
    expect(table.columns).toEqual([
      {
        name: "odd",
        kind: "other",
        type: { kind: "stated", text: "constructor (1, 1)" },
        rows: 1,
        dim: null,
      },
    ]);
  });
});

describe("an f8 value beyond f32 is refused with its row", () => {
  const rows = 1000;
  const one = { kind: "random", count: 1, seed: 5 } as const;
  const [row] = selectRows(one, rows) ?? [];
  const data = new Float64Array(rows * 2);
  data[row * 2 + 1] = -1e300;

  test.each([
    [
      "a.npy",
      "array",
      new File(
        [writeNpy({ dtype: "f8", shape: [rows, 2], data }).slice()],
        "a.npy",
      ),
      "a.npy",
    ],
    [
      "a.safetensors",
      "v",
      safetensorsOf({
        v: {
          dtype: "F64",
          shape: [rows, 2],
          bytes: new Uint8Array(data.buffer),
        },
      }),
      "a.safetensors, v",
    ],
  ])("%s", async (_, column, file, label) => {
    const table = await openTable(file);
    for (const selection of [all, one]) {
      const error = await awaitDataError(
        table.readVectors(column, selection, context),
      );
      expect(error.code).toBe("non-finite");
      expect(error.message).toBe(
        `${label} has -1e+300 in row ${row} (counting from 0), beyond the range of 32-bit floats (3.4e38).`,
      );
    }
  });
});

test("a row number beyond 32 bits is refused", async () => {
  const data = BigInt64Array.of(1n, 2n, 2n ** 31n, 4n);
  const bytes = writeNpy({ dtype: "i8", shape: [2, 2], data }).slice();
  const table = await openTable(new File([bytes], "ids.npy"));
  const error = await awaitDataError(table.readIntegers("array", all, context));
  expect(error.code).toBe("bad-neighbours");
  expect(error.message).toBe("ids.npy has 2147483648, which is no row number.");
});
