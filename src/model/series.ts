/** Numbers over 1, 2, 3, ...: what a fit did in each step, or what each component holds. */
export interface Series {
  /** Names files; the words of the page stand under it. */
  readonly name: string;
  readonly values: readonly number[];
  /** What is counted along the axis. */
  readonly over: "iteration" | "component";
  /** How large the values are: any size, growing by factors, or shares of 1. */
  readonly scale: "linear" | "logarithmic" | "share";
  /** How many of the values are in use, where not all are. */
  readonly cut: number | null;
}
