import { describe, expect, it } from "vitest";
import { DataError } from "../../../src/data/dataError";
import { parseNpy, toFloat32Matrix, writeNpy } from "../../../src/data/npy";
import type { NpyArray, NpyInput } from "../../../src/data/npy";
import { catchDataError } from "./catchDataError";
import { numpyFiles } from "./numpyFiles";

const MATRIX = [1.5, -2, 0.25, 3, 4.5, -65504];

/** A version 1.0 file with this header text and these data bytes. */
function fileWithHeader(header: string, data: number[] = []): Uint8Array {
  const text = new TextEncoder().encode(header);
  const prefix = [0x93, 0x4e, 0x55, 0x4d, 0x50, 0x59, 1, 0];
  return Uint8Array.from([
    ...prefix,
    text.length & 255,
    text.length >> 8,
    ...text,
    ...data,
  ]);
}

/** A header of shape (1,) and dtype u1, with one part replaced. */
function variedHeader(from: string, to: string): Uint8Array {
  const header = "{'descr': '|u1', 'fortran_order': False, 'shape': (1,), }\n";
  expect(header).toContain(from);
  return fileWithHeader(header.replace(from, to), [7]);
}

describe("parseNpy", () => {
  it.each(["f4", "f4Version2", "f4Version3", "f4BigEndian", "f8"] as const)(
    "reads %s as numpy wrote it",
    (name) => {
      const array = parseNpy(numpyFiles[name], "a.npy");
      expect(array.shape).toEqual([2, 3]);
      expect(array.fortranOrder).toBe(false);
      expect(array.dtype).toBe(name.slice(0, 2));
      expect([...array.data]).toEqual(MATRIX);
    },
  );

  it("keeps Fortran order as stored and says so", () => {
    const array = parseNpy(numpyFiles.f4Fortran, "a.npy");
    expect(array.fortranOrder).toBe(true);
    expect(array.shape).toEqual([2, 3]);
    expect([...array.data]).toEqual([1.5, 3, -2, 4.5, 0.25, -65504]);
  });

  it("keeps half precision as bits, in either byte order", () => {
    const bits = [0x3e00, 0xc000, 0x3400, 0x4200, 0x4480, 0xfbff];
    expect(parseNpy(numpyFiles.f2, "a.npy").data).toEqual(
      Uint16Array.from(bits),
    );
    expect(parseNpy(numpyFiles.f2BigEndian, "a.npy").data).toEqual(
      Uint16Array.from(bits),
    );
  });

  it.each<[keyof typeof numpyFiles, string, number[], unknown]>([
    ["i8", "i8", [3], BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, -1n)],
    ["u8BigEndian", "u8", [2], BigUint64Array.of(2n ** 64n - 1n, 1n)],
    ["u1", "u1", [2, 2], Uint8Array.of(0, 255, 7, 128)],
    ["b1", "b1", [2], Uint8Array.of(1, 0)],
    ["i2Scalar", "i2", [], Int16Array.of(-300)],
    ["u4", "u4", [1], Uint32Array.of(4294967295)],
    ["u2", "u2", [2], Uint16Array.of(65535, 1)],
    ["noRows", "f4", [0, 4], new Float32Array(0)],
  ])("reads %s", (name, dtype, shape, data) => {
    const array = parseNpy(numpyFiles[name], "a.npy");
    expect(array).toEqual({ dtype, shape, fortranOrder: false, data });
  });

  it.each<[string, number[], unknown]>([
    ["|i1", [0xff, 1], Int8Array.of(-1, 1)],
    [">i4", [0xff, 0xff, 0xff, 0xfe, 0, 0, 1, 0], Int32Array.of(-2, 256)],
    ["<i4", [0xfe, 0xff, 0xff, 0xff, 0, 1, 0, 0], Int32Array.of(-2, 256)],
  ])("reads %s", (descr, bytes, data) => {
    const file = fileWithHeader(
      `{'descr': '${descr}', 'fortran_order': False, 'shape': (2,), }\n`,
      bytes,
    );
    expect(parseNpy(file, "a.npy").data).toEqual(data);
  });

  it("reads from the middle of a larger buffer, and copies", () => {
    const larger = new Uint8Array(numpyFiles.f4.length + 5);
    larger.set(numpyFiles.f4, 3);
    const array = parseNpy(larger.subarray(3, -2), "a.npy");
    larger.fill(0);
    expect([...array.data]).toEqual(MATRIX);
    expect(array.data.buffer.byteLength).toBe(24);
  });

  it.each([
    ["'shape': (1,)", '"shape" : ( 1 , )'],
    ["'shape': (1,), }", "'shape': (1L,)}"],
    ["'|u1'", "'<u1'"],
    [
      "'descr': '|u1', 'fortran_order': False, 'shape': (1,), ",
      "'shape': (1,), 'fortran_order': False, 'descr': '|u1'",
    ],
  ])("accepts other spellings of the header: %s as %s", (from, to) => {
    expect(parseNpy(variedHeader(from, to), "a.npy")).toEqual({
      dtype: "u1",
      shape: [1],
      fortranOrder: false,
      data: Uint8Array.of(7),
    });
  });

  it.each([
    ["'fortran_order': False, ", ""],
    ["'fortran_order': False", "'fortran_order': 0"],
    ["'fortran_order'", "'descr'"],
    ["(1,)", "(1)"],
    ["(1,)", "(-1,)"],
    ["(1,)", "(1.5,)"],
    ["(1,)", "(,)"],
    ["(1,)", "[1]"],
    ["(1,)", `(0, ${"9".repeat(400)})`],
    ["(1,)", "__import__('os').getpid()"],
    ["'|u1'", "'|u1"],
    ["'|u1'", "None"],
    ["'|u1',", "'|u1'"],
    ["}\n", "} 1\n"],
    ["}\n", "\n"],
    ["{", "["],
    ["}", ", 'x': 1}"],
  ])("refuses a header with %s replaced by %s", (from, to) => {
    const error = catchDataError(() =>
      parseNpy(variedHeader(from, to), "bad.npy"),
    );
    expect(error.code).toBe("not-npy");
    expect(error.message).toMatch(/^bad\.npy .* at character \d+\.$/);
  });

  it.each([
    ["objects", /'\|O': Python objects/],
    ["records", /structured dtype/],
    ["strings", /'<U2': it holds strings/],
    ["complex", /'<c16': complex/],
  ] as const)("refuses %s with the reason", (name, reason) => {
    const error = catchDataError(() => parseNpy(numpyFiles[name], "a.npy"));
    expect(error.code).toBe("wrong-dtype");
    expect(error.message).toMatch(reason);
  });

  it.each(["<V2", "<M8[ns]", "=f4", "f4", "|f4", "<f16", "<f", ""])(
    "refuses the element type '%s'",
    (descr) => {
      const file = variedHeader("'|u1'", `'${descr}'`);
      const error = catchDataError(() => parseNpy(file, "a.npy"));
      expect(error.code).toBe("wrong-dtype");
      expect(error.message).toContain(`'${descr}'`);
    },
  );

  it.each(["f4", "f4Version2", "u1", "i2Scalar"] as const)(
    "refuses every truncation of %s",
    (name) => {
      const file = numpyFiles[name];
      for (let length = 0; length < file.length; length++) {
        const error = catchDataError(() =>
          parseNpy(file.subarray(0, length), "cut.npy"),
        );
        expect(error.code).toBe(length === 0 ? "empty" : "truncated");
      }
    },
  );

  it("says how much of the data is there", () => {
    const error = catchDataError(() =>
      parseNpy(numpyFiles.f4.subarray(0, -1), "cut.npy"),
    );
    expect(error.message).toBe(
      "cut.npy promises shape (2, 3) of 4-byte numbers, 24 bytes, but ends after 23 of them.",
    );
    expect(error.fileName).toBe("cut.npy");
  });

  it("refuses trailing bytes", () => {
    const two = Uint8Array.from([...numpyFiles.f4, ...numpyFiles.u1]);
    const error = catchDataError(() => parseNpy(two, "two.npy"));
    expect(error.code).toBe("trailing-bytes");
    expect(error.message).toContain(`${numpyFiles.u1.length} bytes more`);
  });

  it("gives an array or a DataError whatever single byte is damaged", () => {
    let refused = 0;
    for (let index = 0; index < numpyFiles.f4.length; index++) {
      for (const damage of [0x01, 0x20, 0x80, 0xff]) {
        const file = numpyFiles.f4.slice();
        file[index] ^= damage;
        try {
          parseNpy(file, "a.npy");
        } catch (error) {
          expect(error).toBeInstanceOf(DataError);
          refused++;
        }
      }
    }
    expect(refused).toBeGreaterThan(100);
  });

  it("recognises a zip archive and unknown versions", () => {
    const zip = Uint8Array.of(0x50, 0x4b, 3, 4, 0, 0, 0, 0);
    const error = catchDataError(() => parseNpy(zip, "a.npy"));
    expect(error.code).toBe("not-npy");
    expect(error.message).toContain(".npz");
    const file = numpyFiles.f4.slice();
    file[6] = 4;
    expect(catchDataError(() => parseNpy(file, "a.npy")).message).toContain(
      "version 4.0",
    );
  });
});

describe("toFloat32Matrix", () => {
  it.each([
    "f4",
    "f4BigEndian",
    "f4Fortran",
    "f2",
    "f2BigEndian",
    "f8",
    "f8BigEndianFortran",
  ] as const)("gives the rows of %s", (name) => {
    const matrix = toFloat32Matrix(parseNpy(numpyFiles[name], "a.npy"), "a");
    expect(matrix).toEqual({
      data: Float32Array.from(MATRIX),
      rows: 2,
      dim: 3,
    });
  });

  it("refuses integers and other ranks", () => {
    const integers = parseNpy(numpyFiles.u1, "codes.npy");
    const wrongType = catchDataError(() =>
      toFloat32Matrix(integers, "codes.npy"),
    );
    expect(wrongType.code).toBe("wrong-dtype");
    expect(wrongType.message).toContain("u1");
    const cube: NpyArray = {
      dtype: "f4",
      shape: [1, 2, 1],
      fortranOrder: false,
      data: new Float32Array(2),
    };
    const wrongRank = catchDataError(() => toFloat32Matrix(cube, "a.npy"));
    expect(wrongRank.code).toBe("wrong-rank");
    expect(wrongRank.message).toContain("(1, 2, 1)");
  });

  it.each([
    [false, 2],
    [true, 1],
  ])(
    "names the row of an f8 value beyond f32 (Fortran order %s)",
    (fortranOrder, row) => {
      const array: NpyArray = {
        dtype: "f8",
        shape: [3, 2],
        fortranOrder,
        data: Float64Array.of(1, NaN, 3.4028234e38, Infinity, -3.5e38, 6),
      };
      const error = catchDataError(() => toFloat32Matrix(array, "big.npy"));
      expect(error.code).toBe("non-finite");
      expect(error.message).toContain(`-3.5e+38 in row ${row} `);
    },
  );

  it("leaves NaN and infinities of f8 to the check of the vectors", () => {
    const { data } = toFloat32Matrix(
      {
        dtype: "f8",
        shape: [1, 3],
        fortranOrder: false,
        data: Float64Array.of(NaN, Infinity, 0.1),
      },
      "a.npy",
    );
    expect(Array.from(data)).toEqual([NaN, Infinity, Math.fround(0.1)]);
  });
});

describe("writeNpy", () => {
  it.each<[keyof typeof numpyFiles, NpyInput]>([
    ["f4", { dtype: "f4", shape: [2, 3], data: Float32Array.from(MATRIX) }],
    ["f8", { dtype: "f8", shape: [2, 3], data: Float64Array.from(MATRIX) }],
    [
      "f2",
      {
        dtype: "f2",
        shape: [2, 3],
        data: Uint16Array.of(0x3e00, 0xc000, 0x3400, 0x4200, 0x4480, 0xfbff),
      },
    ],
    ["u1", { dtype: "u1", shape: [2, 2], data: Uint8Array.of(0, 255, 7, 128) }],
    ["u2", { dtype: "u2", shape: [2], data: Uint16Array.of(65535, 1) }],
    ["u4", { dtype: "u4", shape: [1], data: Uint32Array.of(4294967295) }],
    [
      "i8",
      {
        dtype: "i8",
        shape: [3],
        data: BigInt64Array.of(-(2n ** 63n), 2n ** 63n - 1n, -1n),
      },
    ],
    ["noRows", { dtype: "f4", shape: [0, 4], data: new Float32Array(0) }],
  ])("writes the very bytes of np.save for %s", (name, array) => {
    expect(writeNpy(array)).toEqual(numpyFiles[name]);
  });

  it("aligns the data to 64 bytes for every width of the shape", () => {
    for (let rank = 0; rank < 12; rank++) {
      const shape = Array.from({ length: rank }, () => 1);
      const array: NpyInput = { dtype: "u1", shape, data: Uint8Array.of(9) };
      const bytes = writeNpy(array);
      expect(bytes.length % 64).toBe(1);
      expect(parseNpy(bytes, "a.npy").shape).toEqual(shape);
    }
  });

  it("writes only the part of the buffer that the array covers", () => {
    const buffer = Float32Array.of(1, 2, 3, 4);
    const bytes = writeNpy({
      dtype: "f4",
      shape: [2],
      data: buffer.subarray(1, 3),
    });
    expect(parseNpy(bytes, "a.npy").data).toEqual(Float32Array.of(2, 3));
  });

  it("refuses a shape that does not fit", () => {
    const data = new Float32Array(5);
    expect(() => writeNpy({ dtype: "f4", shape: [2, 3], data })).toThrow(
      RangeError,
    );
  });
});
