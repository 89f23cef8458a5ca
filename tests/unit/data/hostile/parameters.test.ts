import { expect, test } from "vitest";
import { readFaissTransform } from "../../../../src/data/faissTransform";
import { readSafetensors } from "../../../../src/data/safetensors";
import { awaitDataError, catchDataError } from "../catchDataError";
import { floatBytes } from "./npyBytes";

const u64 = (value: number) => {
  const bytes = new Uint8Array(8);
  new DataView(bytes.buffer).setBigUint64(0, BigInt(value), true);
  return bytes;
};

/** A FAISS LinearTransform of the identity of two dimensions. */
const transformOf = (bias: readonly number[], after: readonly number[]) =>
  new Uint8Array(
    Buffer.concat([
      Buffer.from("LTra"),
      Uint8Array.of(1),
      u64(4),
      floatBytes(1, 0, 0, 1),
      u64(bias.length),
      floatBytes(...bias),
      new Uint8Array(Int32Array.of(2, 2).buffer),
      Uint8Array.from(after),
    ]),
  );

test("a transform ends where FAISS ends it", () => {
  const arrays = readFaissTransform(transformOf([1, 2], [1]), "a.transform");
  expect([...(arrays.get("mean")?.data ?? [])]).toEqual([-1, -2]);
  const error = catchDataError(() =>
    readFaissTransform(transformOf([1, 2], [1, 0, 0]), "a.transform"),
  );
  expect(error.fault).toEqual({
    name: "data.transform-trailing-bytes",
    params: { file: "a.transform", excess: 3 },
  });
});

test("a transform with fewer offsets than outputs gives no mean", () => {
  const error = catchDataError(() =>
    readFaissTransform(transformOf([1], [1]), "a.transform"),
  );
  expect(error.fault.name).toBe("data.transform-size");
});

function safetensorsOf(header: object, values: Uint8Array): File {
  const text = new TextEncoder().encode(JSON.stringify(header));
  return new File(
    [
      new Uint8Array(u64(text.length)),
      new Uint8Array(text),
      new Uint8Array(values),
    ],
    "a.safetensors",
  );
}

const tensor = { dtype: "F32", shape: [2], data_offsets: [0, 8] };

test.each([
  [floatBytes(1, 2), null],
  [floatBytes(1, 2, 3), 4],
])("tensors fill the file, byte for byte", async (values, unused) => {
  const reading = readSafetensors(safetensorsOf({ a: tensor }, values));
  if (unused === null)
    expect((await reading).get("a")?.data).toEqual(Float32Array.of(1, 2));
  else
    expect((await awaitDataError(reading)).fault).toEqual({
      name: "data.tensors-unused-bytes",
      params: { file: "a.safetensors", unused },
    });
});
