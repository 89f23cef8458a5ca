import { expect, test } from "vitest";
import { checkFiles, sha256Of } from "../../../scripts/models/localModels.mjs";
import { openSafetensors } from "../../../scripts/models/safetensors.mjs";

test("a file that is not the expected one is refused by its name", () => {
  const files = new Map([["onnx/model.onnx", Buffer.from("weights")]]);
  const right = { "onnx/model.onnx": sha256Of(Buffer.from("weights")) };
  expect(() => checkFiles(files, right)).not.toThrow();
  files.set("onnx/model.onnx", Buffer.from("Weights"));
  expect(() => checkFiles(files, right)).toThrow(
    /onnx\/model\.onnx has SHA-256/,
  );
  files.clear();
  expect(() => checkFiles(files, right)).toThrow(/is missing/);
});

test("tensors are read from wherever they lie", () => {
  const header = JSON.stringify({
    a: { dtype: "F32", shape: [2], data_offsets: [0, 8] },
    b: { dtype: "F16", shape: [1], data_offsets: [8, 10] },
  });
  const bytes = Buffer.alloc(8 + header.length + 10);
  bytes.writeBigUInt64LE(BigInt(header.length));
  bytes.write(header, 8);
  bytes.writeFloatLE(1.5, 8 + header.length);
  bytes.writeFloatLE(-2, 12 + header.length);
  const weight = openSafetensors(bytes);
  expect(weight("a")).toEqual({ shape: [2], data: Float32Array.of(1.5, -2) });
  expect(() => weight("b")).toThrow(/F16/);
  expect(() => weight("c")).toThrow(/no c/);
});
