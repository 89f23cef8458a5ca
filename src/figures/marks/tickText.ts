/** Shares as whole percent. */
export const percentTick = (share: number) =>
  `${Math.round(share * 100)}\u00a0%`;

/** Thousands with separators, other numbers with three digits. */
export const plainTick = (value: number) =>
  Math.abs(value) >= 1000
    ? value.toLocaleString("en-US")
    : String(Number(value.toPrecision(3)));
