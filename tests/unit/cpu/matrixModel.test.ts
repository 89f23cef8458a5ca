import { describe, expect, test } from "vitest";
import { graphs } from "../../../src/cpu/graphs";
import {
  type MatrixGraph,
  writeMatrixModel,
} from "../../../src/cpu/matrixModel";

/** A field of a protobuf message: a number, or bytes that may be a message. */
interface Field {
  readonly field: number;
  readonly value: number | Uint8Array;
}

/** Splits a protobuf message into its fields; throws where it is cut off. */
function readMessage(bytes: Uint8Array): Field[] {
  let at = 0;
  const varint = (): number => {
    let value = 0;
    for (let shift = 0; ; shift += 7) {
      if (at >= bytes.length) throw new Error("a varint is cut off");
      const byte = bytes[at++];
      value += (byte & 0x7f) * 2 ** shift;
      if (byte < 0x80) return value;
    }
  };
  const fields: Field[] = [];
  while (at < bytes.length) {
    const tag = varint();
    const type = tag & 7;
    if (type === 0) {
      fields.push({ field: tag >>> 3, value: varint() });
      continue;
    }
    if (type === 5) {
      const view = new DataView(bytes.buffer, bytes.byteOffset + at, 4);
      fields.push({ field: tag >>> 3, value: view.getFloat32(0, true) });
      at += 4;
      continue;
    }
    if (type !== 2) throw new Error(`wire type ${type} is not expected`);
    const length = varint();
    if (at + length > bytes.length) throw new Error("a field is cut off");
    fields.push({ field: tag >>> 3, value: bytes.subarray(at, at + length) });
    at += length;
  }
  return fields;
}

function all(fields: readonly Field[], field: number): (number | Uint8Array)[] {
  return fields.filter((f) => f.field === field).map((f) => f.value);
}

function bytesOf(value: number | Uint8Array | undefined): Uint8Array {
  if (!(value instanceof Uint8Array)) throw new Error("bytes expected");
  return value;
}

const messages = (fields: readonly Field[], field: number) =>
  all(fields, field).map((value) => readMessage(bytesOf(value)));
const texts = (fields: readonly Field[], field: number) =>
  all(fields, field).map((value) => new TextDecoder().decode(bytesOf(value)));

/** What onnx.proto3 says a model holds, as our own description of a graph. */
function readModel(bytes: Uint8Array) {
  const model = readMessage(bytes);
  const [graph] = messages(model, 7);
  const valueInfo = (fields: Field[]) => {
    const [type] = messages(fields, 2);
    const [tensor] = messages(type, 1);
    const [shape] = messages(tensor, 2);
    return {
      name: texts(fields, 1)[0],
      elementType: all(tensor, 1)[0],
      axes: messages(shape, 1).map((dimension) => texts(dimension, 2)[0]),
    };
  };
  return {
    irVersion: all(model, 1)[0],
    opsets: messages(model, 8).map((opset) => ({
      domain: texts(opset, 1)[0],
      version: all(opset, 2)[0],
    })),
    name: texts(graph, 2)[0],
    nodes: messages(graph, 1).map((node) => ({
      op: texts(node, 4)[0],
      inputs: texts(node, 1),
      outputs: texts(node, 2),
      attributes: messages(node, 5).map((attribute) => ({
        name: texts(attribute, 1)[0],
        value: [...all(attribute, 2), ...all(attribute, 3)],
        type: all(attribute, 20)[0],
      })),
    })),
    constants: messages(graph, 5).map((tensor) => {
      const raw = bytesOf(all(tensor, 9)[0]);
      return {
        name: texts(tensor, 8)[0],
        dtype: all(tensor, 2)[0],
        axes: all(tensor, 1).length,
        value: new DataView(raw.buffer, raw.byteOffset, 4).getFloat32(0, true),
      };
    }),
    inputs: messages(graph, 11).map(valueInfo),
    outputs: messages(graph, 12).map(valueInfo),
  };
}

const FLOAT = 1;
const FLOAT_ATTRIBUTE = 1;
const INT_ATTRIBUTE = 2;

test("a model says what its graph says", () => {
  const graph: MatrixGraph = {
    inputs: ["left", "right"],
    outputs: ["out"],
    constants: { half: 0.5 },
    nodes: [
      {
        op: "Gemm",
        inputs: ["left", "right"],
        outputs: ["product"],
        attributes: { transA: 1, transB: 300, alpha: { float: -0.375 } },
      },
      { op: "Mul", inputs: ["product", "half"], outputs: ["out"] },
    ],
  };
  const value = (name: string) => ({
    name,
    elementType: FLOAT,
    axes: [`${name}_rows`, `${name}_columns`],
  });
  expect(readModel(writeMatrixModel(graph))).toEqual({
    irVersion: 8,
    opsets: [{ domain: "", version: 17 }],
    name: "bitsieve",
    nodes: [
      {
        op: "Gemm",
        inputs: ["left", "right"],
        outputs: ["product"],
        attributes: [
          { name: "transA", value: [1], type: INT_ATTRIBUTE },
          { name: "transB", value: [300], type: INT_ATTRIBUTE },
          { name: "alpha", value: [-0.375], type: FLOAT_ATTRIBUTE },
        ],
      },
      {
        op: "Mul",
        inputs: ["product", "half"],
        outputs: ["out"],
        attributes: [],
      },
    ],
    constants: [{ name: "half", dtype: FLOAT, axes: 0, value: 0.5 }],
    inputs: [value("left"), value("right")],
    outputs: [value("out")],
  });
});

describe.each(Object.entries<MatrixGraph>(graphs))("graph %s", (_, graph) => {
  const model = readModel(writeMatrixModel(graph));

  test("every operand is an input, a constant or made before", () => {
    const known = new Set([
      ...model.inputs.map(({ name }) => name),
      ...model.constants.map(({ name }) => name),
    ]);
    const unknown: string[] = [];
    for (const { inputs, outputs } of model.nodes) {
      unknown.push(...inputs.filter((name) => !known.has(name)));
      for (const name of outputs) known.add(name);
    }
    expect(unknown).toEqual([]);
    expect(model.outputs.filter(({ name }) => !known.has(name))).toEqual([]);
  });

  test("no value is made twice, and none for nothing", () => {
    const made = model.nodes.flatMap(({ outputs }) => outputs);
    expect(new Set(made).size).toBe(made.length);
    const used = new Set([
      ...model.nodes.flatMap(({ inputs }) => inputs),
      ...model.outputs.map(({ name }) => name),
    ]);
    expect(made.filter((name) => !used.has(name))).toEqual([]);
  });
});
