import { NumpyGenerator } from "../numeric/random/pcg64";

/** Which rows of a file are taken. Nothing is cut without being asked for. */
export type RowSelection =
  | { readonly kind: "all" }
  | { readonly kind: "first"; readonly count: number }
  | { readonly kind: "random"; readonly count: number; readonly seed: number };

/**
 * The row numbers that `selection` takes of `available` rows, ascending; null
 * stands for all of them. A random draw is numpy's
 * `default_rng(seed).choice(available, count, replace=False)`, sorted.
 *
 * @throws RangeError when count is no whole number from 1 on, or seed is none from 0 on.
 */
export function selectRows(
  selection: RowSelection,
  available: number,
): Int32Array | null {
  if (selection.kind === "all") return null;
  const { count } = selection;
  if (!Number.isSafeInteger(count) || count < 1)
    throw new RangeError(`cannot take ${count} rows`);
  if (count >= available) return null;
  if (selection.kind === "first")
    return Int32Array.from({ length: count }, (_, row) => row);
  const { seed } = selection;
  if (!Number.isSafeInteger(seed) || seed < 0)
    throw new RangeError(`${seed} is no seed`);
  const rows = new NumpyGenerator(seed).choice(available, count);
  return Int32Array.from(rows).sort();
}
