/**
 * Writes tiny ONNX models: just enough of the ONNX protobuf (onnx.proto3,
 * IR version 8) to hand onnxruntime a handful of dense operations.
 */

/** One operation of a graph. */
export interface OnnxNode {
  readonly op: string;
  readonly inputs: readonly string[];
  /** One name, or the names of several outputs. */
  readonly output: string | readonly string[];
  /** Attributes of type INT, e.g. Gemm's transA. */
  readonly integers?: Readonly<Record<string, number>>;
  /** Attributes of type FLOAT, e.g. Gemm's alpha. */
  readonly floats?: Readonly<Record<string, number>>;
}

/** An f32 graph: named rank-2 inputs and outputs, scalar constants, nodes in order. */
export interface OnnxGraph {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly constants?: Readonly<Record<string, number>>;
  readonly nodes: readonly OnnxNode[];
}

const FLOAT = 1;
const ATTRIBUTE_FLOAT = 1;
const ATTRIBUTE_INT = 2;
const OPSET_VERSION = 17;
const IR_VERSION = 8;

type Field = Uint8Array;

function concat(parts: readonly Uint8Array[]): Uint8Array {
  const joined = new Uint8Array(parts.reduce((n, part) => n + part.length, 0));
  let offset = 0;
  for (const part of parts) {
    joined.set(part, offset);
    offset += part.length;
  }
  return joined;
}

/** Base-128 varint of a non-negative integer. */
function varint(value: number): Uint8Array {
  const bytes: number[] = [];
  let rest = value;
  while (rest >= 0x80) {
    bytes.push((rest % 0x80) | 0x80);
    rest = Math.floor(rest / 0x80);
  }
  bytes.push(rest);
  return Uint8Array.from(bytes);
}

function integer(field: number, value: number): Field {
  return concat([varint(field << 3), varint(value)]);
}

/** A length-delimited field (wire type 2): a message or raw bytes. */
function message(field: number, ...parts: readonly Field[]): Field {
  const body = concat(parts);
  return concat([varint((field << 3) | 2), varint(body.length), body]);
}

function text(field: number, value: string): Field {
  return message(field, new TextEncoder().encode(value));
}

/** Little-endian f32 (wire type 5). */
function float(field: number, value: number): Field {
  const bytes = new Uint8Array(4);
  new DataView(bytes.buffer).setFloat32(0, value, true);
  return concat([varint((field << 3) | 5), bytes]);
}

function integerAttribute([name, value]: [string, number]): Field {
  const type = integer(20, ATTRIBUTE_INT);
  return message(5, text(1, name), integer(3, value), type);
}

function floatAttribute([name, value]: [string, number]): Field {
  const type = integer(20, ATTRIBUTE_FLOAT);
  return message(5, text(1, name), float(2, value), type);
}

function node({
  op,
  inputs,
  output,
  integers = {},
  floats = {},
}: OnnxNode): Field {
  return message(
    1,
    ...inputs.map((name) => text(1, name)),
    ...[output].flat().map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(integers).map(integerAttribute),
    ...Object.entries(floats).map(floatAttribute),
  );
}

/** A scalar f32 initializer (TensorProto without dims). */
function constant(name: string, value: number): Field {
  const raw = new Uint8Array(Float32Array.of(value).buffer);
  return message(5, integer(2, FLOAT), text(8, name), message(9, raw));
}

/** A rank-2 f32 value with free dimensions (ValueInfoProto). */
function value(field: number, name: string): Field {
  const dimension = (axis: string) => message(1, text(2, `${name}_${axis}`));
  const shape = message(2, dimension("rows"), dimension("columns"));
  const type = message(1, integer(1, FLOAT), shape);
  return message(field, text(1, name), message(2, type));
}

/** Serialises `graph` as an ONNX ModelProto. */
export function writeOnnxModel(graph: OnnxGraph): Uint8Array {
  const body = message(
    7,
    ...graph.nodes.map(node),
    text(2, "bitsieve"),
    ...Object.entries(graph.constants ?? {}).map(([name, scalar]) =>
      constant(name, scalar),
    ),
    ...graph.inputs.map((name) => value(11, name)),
    ...graph.outputs.map((name) => value(12, name)),
  );
  const opset = message(8, text(1, ""), integer(2, OPSET_VERSION));
  return concat([integer(1, IR_VERSION), body, opset]);
}
