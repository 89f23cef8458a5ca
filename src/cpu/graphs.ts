import type { OnnxGraph, OnnxNode } from "./onnxModel";

const transposeA = { transA: 1 };

/** A B for A (m, d), B (d, n). */
const product: OnnxGraph = {
  inputs: ["a", "b"],
  outputs: ["c"],
  nodes: [{ op: "MatMul", inputs: ["a", "b"], output: "c" }],
};

/** A' B for A (d, m), B (d, n). */
const transposedProduct: OnnxGraph = {
  inputs: ["a", "b"],
  outputs: ["c"],
  nodes: [
    { op: "Gemm", inputs: ["a", "b"], output: "c", integers: transposeA },
  ],
};

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
      integers: transposeA,
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
      integers: transposeA,
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
      integers: { transB: 1 },
    },
  ],
};

/** x <- a x + (b x x' + c (x x')^2) x: one quintic step of a polar iteration. */
type QuinticStep = readonly [a: number, b: number, c: number];

/**
 * The optimal composition of quintics (Amsel et al. 2025, "The Polar Express",
 * arXiv 2505.16932, the coefficients for singular values in [1e-3, 1]) from its
 * third step on, which takes values in [0.034, 2) to 1; ITQ's products, scaled
 * as below, keep to that up to some 256 bits. Then one step of `polishStep`.
 */
const expressSteps: readonly QuinticStep[] = [
  [3.9486908534822946, -2.908902115962949, 0.5518191394370137],
  [3.3184196573706015, -2.488488024314874, 0.51004894012372],
  [2.300652019954817, -1.6689039845747493, 0.4188073119525673],
  [1.891301407787398, -1.2679958271945868, 0.37680408948524835],
  [1.8750014808534479, -1.2500016453999487, 0.3750001645474248],
  [1.875, -1.25, 0.375],
];

/** The classical Newton-Schulz quintic: lifts small values, polishes those near 1. */
const polishStep: QuinticStep = [1.875, -1.25, 0.375];

/** Largest singular value that the first step is made for, with a margin. */
const LARGEST_SINGULAR_VALUE = 1.9;

/**
 * The nodes of a polar iteration from `input` to "polar", and "gram" = X X' of
 * its result. Gemm's alpha A B + beta C makes each step three operations.
 */
function polarIteration(
  input: string,
  steps: readonly QuinticStep[],
): OnnxNode[] {
  const nodes: OnnxNode[] = [];
  const gramOf = (x: string, output: string) =>
    nodes.push({
      op: "Gemm",
      inputs: [x, x],
      output,
      integers: { transB: 1 },
    });
  const last = steps.reduce((x, [a, b, c], step) => {
    const gram = `gram${step}`;
    const factor = `factor${step}`;
    const next = step === steps.length - 1 ? "polar" : `x${step}`;
    gramOf(x, gram);
    nodes.push(
      {
        op: "Gemm",
        inputs: [gram, gram, gram],
        output: factor,
        floats: { alpha: c, beta: b },
      },
      {
        op: "Gemm",
        inputs: [factor, x, x],
        output: next,
        floats: { alpha: 1, beta: a },
      },
    );
    return next;
  }, input);
  gramOf(last, "gram");
  return nodes;
}

/**
 * Polar factor of m (b, b), and X X' to judge it by. m is first scaled by
 * |(m m')^2|_F^(1/4), which is at least its largest singular value and, by the
 * eighth powers, hardly more.
 */
function polarGraph(): OnnxGraph {
  return {
    inputs: ["m"],
    outputs: ["polar", "gram"],
    constants: { largest: LARGEST_SINGULAR_VALUE },
    nodes: [
      {
        op: "Gemm",
        inputs: ["m", "m"],
        output: "mm",
        integers: { transB: 1 },
      },
      { op: "MatMul", inputs: ["mm", "mm"], output: "mmmm" },
      { op: "Mul", inputs: ["mmmm", "mmmm"], output: "eighths" },
      { op: "ReduceSum", inputs: ["eighths"], output: "sum" },
      { op: "Sqrt", inputs: ["sum"], output: "fourth" },
      { op: "Sqrt", inputs: ["fourth"], output: "second" },
      { op: "Sqrt", inputs: ["second"], output: "bound" },
      { op: "Div", inputs: ["m", "bound"], output: "unit" },
      { op: "Mul", inputs: ["unit", "largest"], output: "start" },
      ...polarIteration("start", expressSteps),
    ],
  };
}

/** Three more polishing steps from x (b, b). */
function polishGraph(): OnnxGraph {
  return {
    inputs: ["x"],
    outputs: ["polar", "gram"],
    nodes: polarIteration("x", [polishStep, polishStep, polishStep]),
  };
}

/** The dense operations that run in onnxruntime's WebAssembly. */
export const graphs = {
  product,
  transposedProduct,
  projection,
  scatter,
  signProduct,
  dotProducts,
  polar: polarGraph(),
  polish: polishGraph(),
} as const;

export type GraphName = keyof typeof graphs;
