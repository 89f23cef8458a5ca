import {
  type OnnxNode,
  type OnnxTensor,
  type OnnxValue,
  writeOnnxModel,
} from "./onnxWriter";

/** An f32 graph: named rank-2 inputs and outputs, scalar constants, nodes in order. */
export interface MatrixGraph {
  readonly inputs: readonly string[];
  readonly outputs: readonly string[];
  readonly constants?: Readonly<Record<string, number>>;
  readonly nodes: readonly OnnxNode[];
}

/** A matrix of any size. */
const matrix = (name: string): OnnxValue => ({
  name,
  type: "float32",
  shape: [`${name}_rows`, `${name}_columns`],
});

const scalar = ([name, value]: [string, number]): OnnxTensor => ({
  name,
  shape: [],
  type: "float32",
  bytes: new Uint8Array(Float32Array.of(value).buffer),
});

/** The graph as a model for onnxruntime. */
export function writeMatrixModel(graph: MatrixGraph): Uint8Array<ArrayBuffer> {
  return writeOnnxModel({
    name: "bitsieve",
    inputs: graph.inputs.map(matrix),
    outputs: graph.outputs.map(matrix),
    nodes: graph.nodes,
    tensors: Object.entries(graph.constants ?? {}).map(scalar),
  });
}
