import type { MatrixGraph } from "./matrixModel";
import type { OnnxNode } from "./onnxWriter";
import {
  expressSteps,
  LARGEST_SINGULAR_VALUE,
  polishStep,
  type QuinticStep,
} from "../numeric/quinticSteps";

const transposeA = { transA: 1 };

/** A B for A (m, d), B (d, n). */
const product: MatrixGraph = {
  inputs: ["a", "b"],
  outputs: ["c"],
  nodes: [{ op: "MatMul", inputs: ["a", "b"], outputs: ["c"] }],
};

/** A' B for A (d, m), B (d, n). */
const transposedProduct: MatrixGraph = {
  inputs: ["a", "b"],
  outputs: ["c"],
  nodes: [
    { op: "Gemm", inputs: ["a", "b"], outputs: ["c"], attributes: transposeA },
  ],
};

/** (X - mean) W for X (n, d), mean (1, d), W (d, b). */
const projection: MatrixGraph = {
  inputs: ["x", "mean", "weights"],
  outputs: ["z"],
  nodes: [
    { op: "Sub", inputs: ["x", "mean"], outputs: ["centred"] },
    { op: "MatMul", inputs: ["centred", "weights"], outputs: ["z"] },
  ],
};

/** (X - mean)' (X - mean) for X (n, d), mean (1, d): the scatter matrix. */
const scatter: MatrixGraph = {
  inputs: ["x", "mean"],
  outputs: ["scatter"],
  nodes: [
    { op: "Sub", inputs: ["x", "mean"], outputs: ["centred"] },
    {
      op: "Gemm",
      inputs: ["centred", "centred"],
      outputs: ["scatter"],
      attributes: transposeA,
    },
  ],
};

/** Parts that `scatterUpper` cuts the columns into. */
export const SCATTER_PARTS = 4;

/** Name of block (i, j), i <= j, of the scatter matrix. */
export function scatterBlock(i: number, j: number): string {
  return `block${i}${j}`;
}

const parts = Array.from({ length: SCATTER_PARTS }, (_, i) => `part${i}`);
const upper = parts.flatMap((_, i) =>
  parts.slice(i).map((__, j) => ({ i, j: i + j })),
);

/**
 * As `scatter`, for a number of columns that `SCATTER_PARTS` divides: the blocks
 * on and above the diagonal only, 10 of 16, the others being their mirror.
 */
const scatterUpper: MatrixGraph = {
  inputs: ["x", "mean"],
  outputs: upper.map(({ i, j }) => scatterBlock(i, j)),
  nodes: [
    { op: "Sub", inputs: ["x", "mean"], outputs: ["centred"] },
    {
      op: "Split",
      inputs: ["centred"],
      outputs: parts,
      attributes: { axis: 1 },
    },
    ...upper.map(({ i, j }) => ({
      op: "Gemm",
      inputs: [parts[i], parts[j]],
      outputs: [scatterBlock(i, j)],
      attributes: transposeA,
    })),
  ],
};

/**
 * V' sign(V R). Sign gives 0 at 0, ITQ wants +1: sign(sign(z) + 1/2).
 */
const signProduct: MatrixGraph = {
  inputs: ["v", "rotation"],
  outputs: ["product"],
  constants: { half: 0.5 },
  nodes: [
    { op: "MatMul", inputs: ["v", "rotation"], outputs: ["z"] },
    { op: "Sign", inputs: ["z"], outputs: ["sign"] },
    { op: "Add", inputs: ["sign", "half"], outputs: ["shifted"] },
    { op: "Sign", inputs: ["shifted"], outputs: ["bits"] },
    {
      op: "Gemm",
      inputs: ["v", "bits"],
      outputs: ["product"],
      attributes: transposeA,
    },
  ],
};

/** Dot products (Q, n) of queries (Q, d) and documents (n, d). */
const dotProducts: MatrixGraph = {
  inputs: ["queries", "documents"],
  outputs: ["dots"],
  nodes: [
    {
      op: "Gemm",
      inputs: ["queries", "documents"],
      outputs: ["dots"],
      attributes: { transB: 1 },
    },
  ],
};

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
      outputs: [output],
      attributes: { transB: 1 },
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
        outputs: [factor],
        attributes: { alpha: { float: c }, beta: { float: b } },
      },
      {
        op: "Gemm",
        inputs: [factor, x, x],
        outputs: [next],
        attributes: { alpha: { float: 1 }, beta: { float: a } },
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
function polarGraph(): MatrixGraph {
  return {
    inputs: ["m"],
    outputs: ["polar", "gram"],
    constants: { largest: LARGEST_SINGULAR_VALUE },
    nodes: [
      {
        op: "Gemm",
        inputs: ["m", "m"],
        outputs: ["mm"],
        attributes: { transB: 1 },
      },
      { op: "MatMul", inputs: ["mm", "mm"], outputs: ["mmmm"] },
      { op: "Mul", inputs: ["mmmm", "mmmm"], outputs: ["eighths"] },
      { op: "ReduceSum", inputs: ["eighths"], outputs: ["sum"] },
      { op: "Sqrt", inputs: ["sum"], outputs: ["fourth"] },
      { op: "Sqrt", inputs: ["fourth"], outputs: ["second"] },
      { op: "Sqrt", inputs: ["second"], outputs: ["bound"] },
      { op: "Div", inputs: ["m", "bound"], outputs: ["unit"] },
      { op: "Mul", inputs: ["unit", "largest"], outputs: ["start"] },
      ...polarIteration("start", expressSteps),
    ],
  };
}

/** Three more polishing steps from x (b, b). */
function polishGraph(): MatrixGraph {
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
  scatterUpper,
  signProduct,
  dotProducts,
  polar: polarGraph(),
  polish: polishGraph(),
} as const;

export type GraphName = keyof typeof graphs;
