import type { OnnxGraph, OnnxNode } from "./onnxModel";

const transposeA = { transA: 1 };

/** (X - mean) W for X (n, d), mean (1, d), W (d, b). */
const projection: OnnxGraph = {
  inputs: ["x", "mean", "weights"],
  outputs: ["z"],
  nodes: [
    { op: "Sub", inputs: ["x", "mean"], output: "centred" },
    { op: "MatMul", inputs: ["centred", "weights"], output: "z" },
  ],
};

/** (X - mean)' (X - mean) for X (n, d), mean (1, d): the scatter matrix. */
const scatter: OnnxGraph = {
  inputs: ["x", "mean"],
  outputs: ["scatter"],
  nodes: [
    { op: "Sub", inputs: ["x", "mean"], output: "centred" },
    {
      op: "Gemm",
      inputs: ["centred", "centred"],
      output: "scatter",
      attributes: transposeA,
    },
  ],
};

/**
 * V' sign(V R). Sign gives 0 at 0, ITQ wants +1: sign(sign(z) + 1/2).
 */
const signProduct: OnnxGraph = {
  inputs: ["v", "rotation"],
  outputs: ["product"],
  constants: { half: 0.5 },
  nodes: [
    { op: "MatMul", inputs: ["v", "rotation"], output: "z" },
    { op: "Sign", inputs: ["z"], output: "sign" },
    { op: "Add", inputs: ["sign", "half"], output: "shifted" },
    { op: "Sign", inputs: ["shifted"], output: "bits" },
    {
      op: "Gemm",
      inputs: ["v", "bits"],
      output: "product",
      attributes: transposeA,
    },
  ],
};

/** Dot products (Q, n) of queries (Q, d) and documents (n, d). */
const dotProducts: OnnxGraph = {
  inputs: ["queries", "documents"],
  outputs: ["dots"],
  nodes: [
    {
      op: "Gemm",
      inputs: ["queries", "documents"],
      output: "dots",
      attributes: { transB: 1 },
    },
  ],
};

/**
 * Coefficients (a, b, c) of x <- a x + (b x x' + c (x x')^2) x, one triple a
 * step: the optimal composition of quintics for singular values in [1e-3, 1]
 * (Amsel et al. 2025, "The Polar Express", arXiv 2505.16932), then the
 * classical Newton-Schulz quintic that polishes what is near 1.
 */
const polarSteps: readonly (readonly [number, number, number])[] = [
  [8.28721201814563, -23.595886519098837, 17.300387312530933],
  [4.107059111542203, -2.9478499167379106, 0.5448431082926601],
  [3.9486908534822946, -2.908902115962949, 0.5518191394370137],
  [3.3184196573706015, -2.488488024314874, 0.51004894012372],
  [2.300652019954817, -1.6689039845747493, 0.4188073119525673],
  [1.891301407787398, -1.2679958271945868, 0.37680408948524835],
  [1.8750014808534479, -1.2500016453999487, 0.3750001645474248],
  [1.875, -1.25, 0.375],
  [1.875, -1.25, 0.375],
];

/** Polar factor of m (b, b) scaled to singular values below 1, and X X'. */
function polarGraph(): OnnxGraph {
  const nodes: OnnxNode[] = [];
  const constants: Record<string, number> = {};
  let x = "m";
  polarSteps.forEach(([a, b, c], step) => {
    const name = (part: string) => `${part}${step}`;
    constants[name("a")] = a;
    constants[name("b")] = b;
    constants[name("c")] = c;
    const add = (op: string, inputs: string[], output: string) =>
      nodes.push({ op, inputs, output });
    nodes.push({
      op: "Gemm",
      inputs: [x, x],
      output: name("gram"),
      attributes: { transB: 1 },
    });
    add("MatMul", [name("gram"), name("gram")], name("square"));
    add("Mul", [name("gram"), name("b")], name("linear"));
    add("Mul", [name("square"), name("c")], name("quadratic"));
    add("Add", [name("linear"), name("quadratic")], name("factor"));
    add("MatMul", [name("factor"), x], name("change"));
    add("Mul", [x, name("a")], name("scaled"));
    const output = step === polarSteps.length - 1 ? "polar" : name("x");
    add("Add", [name("scaled"), name("change")], output);
    x = output;
  });
  nodes.push({
    op: "Gemm",
    inputs: [x, x],
    output: "gram",
    attributes: { transB: 1 },
  });
  return { inputs: ["m"], outputs: ["polar", "gram"], constants, nodes };
}

/** The dense operations that run in onnxruntime's WebAssembly. */
export const graphs = {
  projection,
  scatter,
  signProduct,
  dotProducts,
  polar: polarGraph(),
} as const;

export type GraphName = keyof typeof graphs;
