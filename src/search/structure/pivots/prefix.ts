import type { PivotDistances } from "./rule";

/** The first `width` of `pivots` columns, row by row. */
function firstColumns<T extends PivotDistances["documentDistances"]>(
  distances: T,
  pivots: number,
  width: number,
  out: T,
): T {
  for (let row = 0; row < out.length / width; row++)
    for (let p = 0; p < width; p++)
      out[row * width + p] = distances[row * pivots + p];
  return out;
}

/** The distances to the first `width` pivots: pivots are nested, so they are those of a run with so many. */
export function prefixDistances(
  distances: PivotDistances,
  width: number,
): PivotDistances {
  const { pivots } = distances;
  const resize = <T extends PivotDistances["documentDistances"]>(
    values: T,
    make: (length: number) => T,
  ) =>
    firstColumns(values, pivots, width, make((values.length / pivots) * width));
  if (distances.space !== "hamming") {
    const make = (length: number) => new Float32Array(length);
    return {
      ...distances,
      pivots: width,
      documentDistances: resize(distances.documentDistances, make),
      queryDistances: resize(distances.queryDistances, make),
    };
  }
  const isWide = distances.documentDistances instanceof Uint16Array;
  const make = (length: number) =>
    isWide ? new Uint16Array(length) : new Uint8Array(length);
  return {
    ...distances,
    pivots: width,
    documentDistances: resize(distances.documentDistances, make),
    queryDistances: resize(distances.queryDistances, make),
  };
}
