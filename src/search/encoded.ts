import type { Codes, Matrix } from "../compute/backend";

/** Documents or queries by their vectors and their codes. */
export interface Encoded {
  readonly vectors: Matrix;
  readonly codes: Codes;
}
