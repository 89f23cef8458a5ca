import type { Column, StructureArrays } from "../../../model/rule";
import { unpackBits } from "../../../numeric/bits";
import type { PortableStructure } from "../structure";
import type { BuiltPivots, PivotSet } from "./build";
import { pivotRule } from "./keepRule";
import { pivotPrograms } from "./programs";
import { isWhole, type PivotDistances } from "./rule";

/** No distance of unit vectors lies outside, whatever the rounding. */
const REAL_RANGE = [-1, 4] as const;

/** One column for each pivot, from distances (rows, P) of codes of `bits` bits. */
export function pivotColumns(
  distances: PivotDistances,
  values: PivotDistances["documentDistances"],
  bits: number,
): Column[] {
  const { pivots } = distances;
  const rows = values.length / pivots;
  const range = isWhole(distances) ? ([0, bits] as const) : REAL_RANGE;
  return Array.from({ length: pivots }, (_, p) => {
    const column = values.slice(0, rows);
    for (let row = 0; row < rows; row++) column[row] = values[row * pivots + p];
    return { name: `p${p}`, array: "pivot_distances", range, values: column };
  });
}

/** Pivots as others read them: codes (P, b) of 0 and 1, or vectors (P, d). */
function pivotArrays({ codes, vectors }: PivotSet): StructureArrays {
  if (vectors) {
    const { rows, columns, data } = vectors;
    return { pivots: { shape: [rows, columns], data: data.slice() } };
  }
  if (!codes) return {};
  const { words, rows, bits } = codes;
  return {
    pivots: { shape: [rows, bits], data: unpackBits(words, rows, bits) },
  };
}

/** Bytes of the pivots as others read them. */
export function pivotBytes({ codes, vectors }: PivotSet): number {
  if (vectors) return vectors.data.byteLength;
  return codes ? codes.rows * codes.bits : 0;
}

/** The pivots, the distances to them and the rule, for other programs. */
export function portablePivots({
  pivots,
  distances,
}: BuiltPivots): PortableStructure {
  const { documentDistances, queryDistances, space, statistic } = distances;
  const bits = pivots.codes?.bits ?? 0;
  return {
    columns: pivotColumns(distances, documentDistances, bits),
    queryColumns: pivotColumns(distances, queryDistances, bits),
    rule: pivotRule(distances),
    arrays: pivotArrays(pivots),
    documentRows: { pivot_document_ids: pivots.rows.slice() },
    facts: { pivot_space: space, statistic },
    programs: pivotPrograms[space],
  };
}
