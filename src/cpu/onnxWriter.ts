/**
 * Writes ONNX models (onnx.proto3, IR version 8, opset 17): graphs with weights, inline or in files
 * of their own. The scripts that write models load this file too: it imports nothing.
 */

/** Element types of TensorProto. */
const elementTypes = { float32: 1, uint8: 2, int64: 7, float16: 10 } as const;
const attributeTypes = { float: 1, int: 2, ints: 7 } as const;
const OPSET_VERSION = 17;
const IR_VERSION = 8;

export type OnnxType = keyof typeof elementTypes;

/** INT, INTS, or FLOAT, which says so: a whole number can be one too. */
export type OnnxAttribute =
  number | readonly number[] | { readonly float: number };

/** One operation of a graph. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly attributes?: Readonly<Record<string, OnnxAttribute>>;
}

/** A constant or a weight. */
export interface OnnxTensor {
  readonly name: string;
  readonly shape: readonly number[];
  readonly type: OnnxType;
  /** Little-endian values, row-major. */
  readonly bytes: Uint8Array;
  /** Where the values are instead. */
  readonly external?: { readonly location: string; readonly offset: number };
}

/** An input or output of the graph. */
export interface OnnxValue {
  readonly name: string;
  readonly type: OnnxType;
  /** A name stands for a free dimension. */
  readonly shape: readonly (string | number)[];
}

export interface OnnxGraph {
  readonly name: string;
  readonly inputs: readonly OnnxValue[];
  readonly outputs: readonly OnnxValue[];
  /** In the order in which they can run. */
  readonly nodes: readonly OnnxNode[];
  readonly tensors: readonly OnnxTensor[];
}

type Field = Uint8Array;

function concat(parts: readonly Uint8Array[]): Uint8Array<ArrayBuffer> {
  const joined = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Base-128 varint of a safe integer; negative values as 64-bit two's complement. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Uint8Array.from(bytes);
}

function integer(field: number, value: number): Field {
  return concat([varint(field * 8), varint(value)]);
}

/** A length-delimited field (wire type 2): a message or raw bytes. */
function message(field: number, ...parts: readonly Field[]): Field {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return concat([varint(field * 8 + 2), varint(length), ...parts]);
}

function text(field: number, value: string): Field {
  return message(field, new TextEncoder().encode(value));
}

/** Little-endian f32 (wire type 5). */
function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([varint(field * 8 + 5), bytes]);
}

function attribute([name, value]: [string, OnnxAttribute]): Field {
  const attributeOf = (
    type: keyof typeof attributeTypes,
    ...values: readonly Field[]
  ) => message(5, text(1, name), ...values, integer(20, attributeTypes[type]));
  if (typeof value === "number") return attributeOf("int", integer(3, value));
  if ("float" in value) return attributeOf("float", float(2, value.float));
  return attributeOf("ints", ...value.map((item) => integer(8, item)));
}

function node({ op, inputs, outputs, attributes = {} }: OnnxNode): Field {
  return message(
    1,
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(attribute),
  );
}

/** A TensorProto. */
function tensor({ name, shape, type, bytes, external }: OnnxTensor): Field {
  const head = [
    ...shape.map((size) => integer(1, size)),
    integer(2, elementTypes[type]),
    text(8, name),
  ];
  if (!external) return message(5, ...head, message(9, bytes));
  const entry = (key: string, value: string | number) =>
    message(13, text(1, key), text(2, String(value)));
  return message(
    5,
    ...head,
    entry("location", external.location),
    entry("offset", external.offset),
    entry("length", bytes.length),
    integer(14, 1),
  );
}

/** A ValueInfoProto. */
function value(field: number, { name, type, shape }: OnnxValue): Field {
  const dimensions = shape.map((size) =>
    message(1, typeof size === "string" ? text(2, size) : integer(1, size)),
  );
  const tensorType = message(
    1,
    integer(1, elementTypes[type]),
    message(2, ...dimensions),
  );
  return message(field, text(1, name), message(2, tensorType));
}

/** Serialises a graph as an ONNX ModelProto. */
export function writeOnnxModel(graph: OnnxGraph): Uint8Array<ArrayBuffer> {
  const body = message(
    7,
    ...graph.nodes.map(node),
    text(2, graph.name),
    ...graph.tensors.map(tensor),
    ...graph.inputs.map((input) => value(11, input)),
    ...graph.outputs.map((output) => value(12, output)),
  );
  const opset = message(8, text(1, ""), integer(2, OPSET_VERSION));
  return concat([integer(1, IR_VERSION), body, opset]);
}
