/**
 * x <- a x + (b x x' + c (x x')^2) x: one quintic step of a polar iteration;
 * x'x to the right of x gives the same.
 */
export type QuinticStep = readonly [a: number, b: number, c: number];

/**
 * The optimal composition of quintics (Amsel et al. 2025, "The Polar Express",
 * arXiv 2505.16932, the coefficients for singular values in [1e-3, 1]) from its
 * third step on, which takes values in [0.034, 2) to 1; ITQ's products, scaled
 * to `LARGEST_SINGULAR_VALUE`, keep to that up to some 256 bits. Then one step
 * of `polishStep`.
 */
export const expressSteps: readonly QuinticStep[] = [
  [3.9486908534822946, -2.908902115962949, 0.5518191394370137],
  [3.3184196573706015, -2.488488024314874, 0.51004894012372],
  [2.300652019954817, -1.6689039845747493, 0.4188073119525673],
  [1.891301407787398, -1.2679958271945868, 0.37680408948524835],
  [1.8750014808534479, -1.2500016453999487, 0.3750001645474248],
  [1.875, -1.25, 0.375],
];

/**
 * The first two steps of that composition, which take values in [1e-3, 1] to
 * where `expressSteps` begin.
 */
export const liftingSteps: readonly QuinticStep[] = [
  [8.28721201814563, -23.595886519098837, 17.300387312530933],
  [4.107059111542203, -2.9478499167379106, 0.5448431082926601],
];

/** Largest singular value that `liftingSteps` are made for, with a margin. */
export const LARGEST_TO_LIFT = 0.95;

/** The classical Newton-Schulz quintic: lifts small values, polishes those near 1. */
export const polishStep: QuinticStep = [1.875, -1.25, 0.375];

/** Largest singular value that the first step is made for, with a margin. */
export const LARGEST_SINGULAR_VALUE = 1.9;

/** max|XX' - I| that an f32 iteration must reach to be taken. */
export const POLAR_TOLERANCE = 5e-6;
