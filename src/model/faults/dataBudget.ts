/** What reading a file is limited in: what it takes at most, and of which kind. */
export const budgetedItems = [
  "bytes",
  "header-bytes",
  "members",
  "arrays",
  "columns",
  "cells",
  "characters",
  "rows",
  "axes",
  "parts",
  "objects",
  "operations",
  "depth",
  "seconds",
] as const;

export type BudgetedItem = (typeof budgetedItems)[number];

/** Faults of files that would take more than the page can give. */
export interface BudgetFaults {
  /** Counted or estimated before it is begun. */
  "data.over-budget": {
    readonly file: string;
    readonly item: BudgetedItem;
    readonly asked: number;
    readonly most: number;
  };
}
