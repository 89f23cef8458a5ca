import type { Codes, Matrix, SurfaceInput } from "../../../src/compute/backend";
import { quietContext } from "../../../src/compute/backend";
import { surface as referenceSurface } from "../../../src/compute/reference/search";
import { surface as cpuSurface } from "../../../src/cpu/surface";
import { packBits } from "../../../src/numeric/bits";
import {
  decode,
  loadFixture,
  type StoredArray,
  type TableCase,
} from "../../fixtures/load";
import type { PivotDistances } from "../../../src/search/structure/pivots/rule";
import {
  pivotSurface,
  type PivotSurfaceInput,
} from "../../contract/pivotSurface";
import { itqVectors } from "../search/itqCases";
import type { Surface } from "../../../src/model/surface";
import { gatherCodes } from "../../../src/compute/gather";

const fixture = loadFixture("table");

/** `need` of a neighbour that the filter removed, where our surface has 0. */
export const NEVER = fixture.never;

/** Thresholds of 1 - cos as the app's surface holds them: 0, 0.001, ..., 2. */
export const FINE_GRID = Float64Array.from({ length: 2001 }, (_, i) => i / 1e3);

/** One evaluated corpus of table.json, decoded. */
export interface DecodedTableCase {
  readonly name: TableCase["name"];
  readonly stored: TableCase;
  readonly vectors: Matrix;
  readonly codes: Codes;
  readonly pivotRows: Int32Array;
  readonly queryRows: Int32Array;
  readonly groundTruth: Int32Array;
  /** Shape (Q, k, T) for the stored thresholds. */
  readonly need: Int32Array;
  readonly less: Int32Array;
  readonly tie: Int32Array;
  /** n, or n - 1 where the notebook divides by the other documents. */
  readonly divisor: number;
}

function vectorsOf(stored: StoredArray | undefined): Matrix {
  if (!stored) return itqVectors;
  const [rows, columns] = stored.shape;
  return { data: decode(stored, "float32"), rows, columns };
}

function decodeCase(stored: TableCase): DecodedTableCase {
  const { n, bits } = stored;
  const unpacked = decode(stored.unpackedBits, "uint8");
  return {
    name: stored.name,
    stored,
    vectors: vectorsOf(stored.vectors),
    codes: { words: packBits(unpacked, n, bits), rows: n, bits },
    pivotRows: decode(stored.pivotRows, "int32"),
    queryRows: decode(stored.queryRows, "int32"),
    groundTruth: decode(stored.groundTruth, "int32"),
    need: decode(stored.need, "int32"),
    less: decode(stored.less, "int32"),
    tie: decode(stored.tie, "int32"),
    divisor: stored.protocol === "notebook-67" ? n - 1 : n,
  };
}

export const tableCases: readonly DecodedTableCase[] =
  fixture.cases.map(decodeCase);

/** The case of that name. */
export function tableCaseOf(name: TableCase["name"]): DecodedTableCase {
  const found = tableCases.find((candidate) => candidate.name === name);
  if (!found) throw new Error(`table.json has no case ${name}`);
  return found;
}

/** Rows `rows` of a (n, columns) array. */
function rowsOf<T extends Uint8Array | Float32Array>(
  values: T,
  rows: Int32Array,
  columns: number,
  empty: (length: number) => T,
): T {
  const gathered = empty(rows.length * columns);
  rows.forEach((row, i) =>
    gathered.set(
      values.subarray(row * columns, (row + 1) * columns),
      i * columns,
    ),
  );
  return gathered;
}

/** The stored pivot distances. */
function distancesOf({ stored, queryRows }: DecodedTableCase): PivotDistances {
  const { pivotDistances, space } = stored;
  const pivots = pivotDistances.shape[1];
  if (space === "hamming") {
    const documentDistances = decode(pivotDistances, "uint8");
    const queryDistances = rowsOf(
      documentDistances,
      queryRows,
      pivots,
      (length) => new Uint8Array(length),
    );
    return {
      space,
      statistic: "max",
      pivots,
      documentDistances,
      queryDistances,
    };
  }
  const documentDistances = decode(pivotDistances, "float32");
  const queryDistances = rowsOf(
    documentDistances,
    queryRows,
    pivots,
    (length) => new Float32Array(length),
  );
  return {
    space,
    statistic: "max",
    pivots,
    documentDistances,
    queryDistances,
  };
}

/** What a surface is made of: the stored codes, pivots, queries and neighbours; `grid` is used in cosine space. */
export function surfaceInputOf(
  decoded: DecodedTableCase,
  grid: Float64Array = FINE_GRID,
): PivotSurfaceInput {
  const distances = distancesOf(decoded);
  return pivotSurface({
    codes: decoded.codes,
    queryCodes: gatherCodes(decoded.codes, decoded.queryRows),
    distances,
    grid: distances.space === "hamming" ? null : grid,
    excludedRows: decoded.queryRows,
    neighbours: decoded.groundTruth,
    k: decoded.stored.k,
  });
}

/** Both surfaces that need no browser. */
export const surfaceMakers: readonly {
  readonly backend: string;
  readonly make: (input: SurfaceInput) => Promise<Surface>;
}[] = [
  { backend: "reference", make: async (input) => referenceSurface(input) },
  { backend: "cpu", make: (input) => cpuSurface(input, quietContext) },
];

/** Every case with the surface of each backend, made once and when asked for. */
export const tableSurfaces = surfaceMakers.flatMap(({ backend, make }) =>
  tableCases.map((decoded) => {
    let made: Promise<Surface> | null = null;
    return {
      backend,
      name: decoded.name,
      decoded,
      surface: () => (made ??= make(surfaceInputOf(decoded))),
    };
  }),
);
