/**
 * Writes ONNX models (onnx.proto3, IR version 8, opset 17): graphs with weights, inline or in files
 * of their own.
 */

const OPSET_VERSION = 17;
const IR_VERSION = 8;

/** Element types of TensorProto. */
export const TYPES = { float32: 1, uint8: 2, int64: 7, float16: 10 };
const ATTRIBUTE = { float: 1, int: 2, ints: 7 };

/**
 * @typedef {object} OnnxTensor
 * @property {string} name
 * @property {readonly number[]} shape
 * @property {keyof typeof TYPES} type
 * @property {Uint8Array} bytes Little-endian values, row-major.
 * @property {{ location: string, offset: number }} [external] Where the values are instead.
 *
 * @typedef {object} OnnxNode
 * @property {string} op
 * @property {readonly string[]} inputs
 * @property {readonly string[]} outputs
 * @property {Readonly<Record<string, number | readonly number[] | { float: number }>>} [attributes]
 *
 * @typedef {object} OnnxValue
 * @property {string} name
 * @property {keyof typeof TYPES} type
 * @property {readonly (string | number)[]} shape A name stands for a free dimension.
 */

/** @param {number} value @returns {Buffer} Base-128 varint; negative values as 64-bit two's complement. */
function varint(value) {
  const bytes = [];
  let rest = BigInt.asUintN(64, BigInt(value));
  while (rest >= 0x80n) {
    bytes.push(Number(rest & 0x7fn) | 0x80);
    rest >>= 7n;
  }
  bytes.push(Number(rest));
  return Buffer.from(bytes);
}

const integer = (field, value) =>
  Buffer.concat([varint(field * 8), varint(value)]);

/** @param {number} field @param {...Uint8Array} parts @returns {Buffer} */
function message(field, ...parts) {
  const length = parts.reduce((sum, part) => sum + part.length, 0);
  return Buffer.concat([varint(field * 8 + 2), varint(length), ...parts]);
}

const text = (field, value) => message(field, Buffer.from(value, "utf8"));

function float(field, value) {
  const bytes = Buffer.alloc(4);
  bytes.writeFloatLE(value);
  return Buffer.concat([varint(field * 8 + 5), bytes]);
}

function attribute([name, value]) {
  if (typeof value === "number")
    return message(
      5,
      text(1, name),
      integer(3, value),
      integer(20, ATTRIBUTE.int),
    );
  if ("float" in value)
    return message(
      5,
      text(1, name),
      float(2, value.float),
      integer(20, ATTRIBUTE.float),
    );
  return message(
    5,
    text(1, name),
    ...value.map((item) => integer(8, item)),
    integer(20, ATTRIBUTE.ints),
  );
}

/** @param {OnnxNode} node */
const writeNode = ({ op, inputs, outputs, attributes = {} }) =>
  message(
    1,
    ...inputs.map((name) => text(1, name)),
    ...outputs.map((name) => text(2, name)),
    text(4, op),
    ...Object.entries(attributes).map(attribute),
  );

/** @param {OnnxTensor} tensor */
function writeTensor({ name, shape, type, bytes, external }) {
  const head = [
    ...shape.map((size) => integer(1, size)),
    integer(2, TYPES[type]),
    text(8, name),
  ];
  if (!external) return message(5, ...head, message(9, bytes));
  const entry = (key, value) =>
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

/** @param {number} field @param {OnnxValue} value */
function writeValue(field, { name, type, shape }) {
  const dimensions = shape.map((size) =>
    message(1, typeof size === "string" ? text(2, size) : integer(1, size)),
  );
  const tensorType = message(
    1,
    integer(1, TYPES[type]),
    message(2, ...dimensions),
  );
  return message(field, text(1, name), message(2, tensorType));
}

/**
 * Serialises a graph as a ModelProto.
 * @param {{ inputs: OnnxValue[], outputs: OnnxValue[], nodes: OnnxNode[], tensors: OnnxTensor[] }} graph
 * @returns {Buffer}
 */
export function writeModel({ inputs, outputs, nodes, tensors }) {
  const graph = message(
    7,
    ...nodes.map(writeNode),
    text(2, "encoder"),
    ...tensors.map(writeTensor),
    ...inputs.map((value) => writeValue(11, value)),
    ...outputs.map((value) => writeValue(12, value)),
  );
  const opset = message(8, text(1, ""), integer(2, OPSET_VERSION));
  return Buffer.concat([integer(1, IR_VERSION), graph, opset]);
}

/**
 * Moves the values of large tensors into files of at most `fileBytes`, as exporters do for models
 * beyond 2 GiB.
 * @param {OnnxTensor[]} tensors @param {string} baseName "model.onnx_data"; further files end in _1, _2, ...
 * @param {number} fileBytes
 * @returns {{ tensors: OnnxTensor[], files: { name: string, bytes: Buffer }[] }}
 */
export function externalise(tensors, baseName, fileBytes) {
  const files = [];
  let parts = [];
  let size = 0;
  const nameOf = (index) => (index === 0 ? baseName : `${baseName}_${index}`);
  const flush = () => {
    if (size === 0) return;
    files.push({ name: nameOf(files.length), bytes: Buffer.concat(parts) });
    parts = [];
    size = 0;
  };
  const moved = tensors.map((tensor) => {
    if (tensor.bytes.length < 1024) return tensor;
    if (size > 0 && size + tensor.bytes.length > fileBytes) flush();
    const external = { location: nameOf(files.length), offset: size };
    parts.push(tensor.bytes);
    size += tensor.bytes.length;
    return { ...tensor, external };
  });
  flush();
  return { tensors: moved, files };
}
